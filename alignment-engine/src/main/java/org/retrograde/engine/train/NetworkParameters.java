// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.ParameterRole;
import org.retrograde.api.graph.ParameterVariable;
import org.retrograde.api.random.RandomStream;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.FeedbackSpec;
import org.retrograde.engine.differentiate.FeedbackWeights;
import org.retrograde.engine.differentiate.TrainingGraph;
import org.retrograde.engine.optimize.ParameterGroup;

/** The buffers of everything that lasts from step to step, except the optimisers' own state. */
final class NetworkParameters {

  private final ParameterGroup task;
  private final List<ParameterGroup> alignment;
  private final Map<String, ParameterGroup> alignedWeights = new LinkedHashMap<>();
  private final List<ParameterGroup> states;
  private final Map<String, INDArray> buffers = new LinkedHashMap<>();

  NetworkParameters(TrainingGraph graph, long seed) {
    DataType type = graph.network().precision();
    task = new ParameterGroup(taskMembers(graph), type);
    List<ParameterGroup.Member> aligned = feedbackMembers(graph, FeedbackGroup.ALIGNMENT);
    alignment = group(aligned, type);
    states = group(stateMembers(graph), type);
    graph
        .alignmentGradients()
        .keySet()
        .forEach(
            name ->
                alignedWeights.put(
                    name,
                    ParameterGroup.sharing(
                        name, Objects.requireNonNull(task.valueViews().get(name)))));
    collect(graph);
    draw(graph, seed);
  }

  ParameterGroup task() {
    return task;
  }

  /** The group that the alignment optimiser moves: one, or none. */
  List<ParameterGroup> alignment() {
    return alignment;
  }

  /** The W's that alignment moves as well, each a group of its own over the task's values. */
  Map<String, ParameterGroup> alignedWeights() {
    return Collections.unmodifiableMap(alignedWeights);
  }

  /** The group of the running averages: one, or none. Its gradients are their next values. */
  List<ParameterGroup> states() {
    return states;
  }

  /** By name, where a step stores gradients and the next running averages. */
  Map<String, INDArray> gradientViews() {
    Map<String, INDArray> views = new LinkedHashMap<>(task.gradientViews());
    alignment.forEach(group -> views.putAll(group.gradientViews()));
    alignedWeights.forEach(
        (name, group) ->
            views.put(
                StepPlan.alignedName(name),
                Objects.requireNonNull(group.gradientViews().get(name))));
    states.forEach(group -> views.putAll(group.gradientViews()));
    return views;
  }

  /** Every buffer by the name of its placeholder, in a fixed order. */
  Map<String, INDArray> buffers() {
    return Collections.unmodifiableMap(buffers);
  }

  private static List<ParameterGroup> group(List<ParameterGroup.Member> members, DataType type) {
    return members.isEmpty() ? List.of() : List.of(new ParameterGroup(members, type));
  }

  private static List<ParameterGroup.Member> stateMembers(TrainingGraph graph) {
    return graph.network().states().stream()
        .map(state -> new ParameterGroup.Member(state.name(), state.tensor().shape(), false))
        .toList();
  }

  private static List<ParameterGroup.Member> taskMembers(TrainingGraph graph) {
    List<ParameterGroup.Member> members = new ArrayList<>();
    for (ParameterVariable parameter : graph.network().parameters()) {
      boolean decayed = parameter.role() == ParameterRole.WEIGHT;
      members.add(new ParameterGroup.Member(parameter.name(), parameter.tensor().shape(), decayed));
    }
    members.addAll(feedbackMembers(graph, FeedbackGroup.TASK));
    return members;
  }

  private static List<ParameterGroup.Member> feedbackMembers(
      TrainingGraph graph, FeedbackGroup group) {
    return graph.feedback().stream()
        .filter(feedback -> feedback.group() == group)
        .map(
            feedback ->
                new ParameterGroup.Member(feedback.name(), feedback.tensor().shape(), false))
        .toList();
  }

  private void collect(TrainingGraph graph) {
    Map<String, INDArray> views = new LinkedHashMap<>(task.valueViews());
    alignment.forEach(group -> views.putAll(group.valueViews()));
    states.forEach(group -> views.putAll(group.valueViews()));
    Network network = graph.network();
    network.parameters().forEach(p -> buffers.put(p.name(), views.get(p.name())));
    for (FeedbackWeights feedback : graph.feedback()) {
      INDArray view = views.get(feedback.name());
      buffers.put(feedback.name(), view != null ? view : zeros(network, feedback.tensor().shape()));
    }
    network.states().forEach(s -> buffers.put(s.name(), views.get(s.name())));
  }

  private static INDArray zeros(Network network, List<Integer> shape) {
    return Nd4j.create(network.precision(), shape.stream().mapToLong(Integer::longValue).toArray());
  }

  private void draw(TrainingGraph graph, long seed) {
    InitialValues.draw(graph.network(), seed, this::buffer);
    graph.feedback().forEach(feedback -> drawFeedback(feedback, seed));
  }

  /** Takes again the signs of W as it is now, for feedback weights that begin as these. */
  void takeSigns(TrainingGraph graph) {
    for (FeedbackWeights feedback : graph.feedback()) {
      if (feedback.start() instanceof FeedbackSpec.SignsOfWeight signs) {
        drawSigns(feedback, signs);
      }
    }
  }

  private void drawFeedback(FeedbackWeights feedback, long seed) {
    INDArray target = buffer(feedback.name());
    if (feedback.start() instanceof FeedbackSpec.SignsOfWeight signs) {
      drawSigns(feedback, signs);
    } else if (feedback.start() instanceof FeedbackSpec.Drawn drawn) {
      RandomStream stream =
          RandomStream.of(seed, "initial-feedback/" + feedback.synapse().layer(), 0);
      Draws.each(target, drawn.initializer(), drawn.fans(), stream);
    }
  }

  private void drawSigns(FeedbackWeights feedback, FeedbackSpec.SignsOfWeight signs) {
    INDArray weight = buffer(feedback.synapse().weight().name());
    buffer(feedback.name()).assign(Transforms.sign(weight).mul(signs.scale()));
  }

  /** The buffer of a name, which must be one of {@link #buffers()}. */
  INDArray buffer(String name) {
    return Objects.requireNonNull(buffers.get(name), name);
  }
}
