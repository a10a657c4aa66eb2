// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.Network;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.compile.Plan;
import org.retrograde.engine.compile.Request;
import org.retrograde.engine.differentiate.Differentiator;
import org.retrograde.engine.differentiate.FeedbackWeights;
import org.retrograde.engine.differentiate.TrainingGraph;

/**
 * A training step before anything is allocated.
 *
 * @param graph the network with its backward pass
 * @param plan what a step runs, the optimisers' updates apart
 * @param targets by the variable that the program stores, the parameter whose gradient it is or the
 *     running average whose next value it is
 */
public record StepPlan(TrainingGraph graph, Plan plan, Map<String, String> targets) {

  /** So few that x and dy need not be kept long, so many that a filter gradient has work to do. */
  private static final int USES_PER_STACK = 4;

  /** Copies the map. */
  public StepPlan {
    targets = Map.copyOf(targets);
  }

  /**
   * Plans a step.
   *
   * @param network a network for training, not differentiated yet
   * @param rules the rule of each layer
   * @param compiler compiles the step
   * @return the plan
   * @throws org.retrograde.api.error.RetrogradeException if the rules do not fit the layers
   */
  public static StepPlan of(Network network, RuleAssignment rules, Compiler compiler) {
    return of(network, rules, compiler, Memory.NORMAL);
  }

  /**
   * Plans a step.
   *
   * @param network a network for training, not differentiated yet
   * @param rules the rule of each layer
   * @param compiler compiles the step
   * @param memory whether it trades time for memory
   * @return the plan
   * @throws org.retrograde.api.error.RetrogradeException if the rules do not fit the layers
   */
  public static StepPlan of(
      Network network, RuleAssignment rules, Compiler compiler, Memory memory) {
    TrainingGraph graph = new Differentiator(rules, USES_PER_STACK).differentiate(network);
    Map<String, String> targets = targets(graph);
    Request request =
        new Request(
            targets.keySet(),
            Set.of(network.loss().name(), network.logits().variable().name()),
            fixedFeedback(graph),
            true,
            memory == Memory.LOW ? Optional.of(network.loss().name()) : Optional.empty());
    return new StepPlan(graph, compiler.plan(network.graph(), request), targets);
  }

  /**
   * Returns the memory of parameters, gradients, feedback weights and running averages; the
   * optimisers' state comes on top.
   *
   * @return bytes
   */
  public long parameterBytes() {
    Network network = graph.network();
    List<List<Integer>> once = new ArrayList<>();
    List<List<Integer>> twice = new ArrayList<>();
    network.parameters().forEach(p -> twice.add(p.tensor().shape()));
    network.states().forEach(s -> twice.add(s.tensor().shape()));
    network.parameters().stream()
        .filter(p -> graph.alignmentGradients().containsKey(p.name()))
        .forEach(p -> once.add(p.tensor().shape()));
    for (FeedbackWeights feedback : graph.feedback()) {
      (feedback.gradient().isPresent() ? twice : once).add(feedback.tensor().shape());
    }
    return network.precision().width() * (sizes(once) + 2 * sizes(twice));
  }

  private static long sizes(List<List<Integer>> shapes) {
    return shapes.stream()
        .mapToLong(shape -> shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b))
        .sum();
  }

  private static Map<String, String> targets(TrainingGraph graph) {
    Map<String, String> targets = new LinkedHashMap<>();
    graph.gradients().forEach((name, gradient) -> addTarget(graph, targets, gradient, name));
    for (FeedbackWeights feedback : graph.feedback()) {
      feedback
          .gradient()
          .ifPresent(gradient -> addTarget(graph, targets, gradient, feedback.name()));
    }
    graph
        .alignmentGradients()
        .forEach((name, gradient) -> addTarget(graph, targets, gradient, alignedName(name)));
    graph
        .network()
        .states()
        .forEach(state -> addTarget(graph, targets, state.next().orElseThrow(), state.name()));
    return targets;
  }

  /** The name under which the gradient of alignment for a W goes. */
  static String alignedName(String weight) {
    return "alignment/" + weight;
  }

  /** Two parameters may share a gradient, as W and B do without decay: the second gets a copy. */
  private static void addTarget(
      TrainingGraph graph, Map<String, String> targets, SDVariable value, String name) {
    SDVariable own =
        targets.containsKey(value.name()) ? graph.network().graph().identity(value) : value;
    targets.put(own.name(), name);
  }

  private static Set<String> fixedFeedback(TrainingGraph graph) {
    return graph.feedback().stream()
        .filter(feedback -> feedback.group() == FeedbackGroup.FIXED)
        .map(FeedbackWeights::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
