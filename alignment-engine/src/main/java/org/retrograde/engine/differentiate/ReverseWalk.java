// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.differentiate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.ParameterVariable;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.graph.SynapseUse;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.api.rule.SynapticSignals;

/** One walk from the loss back to the parameters. */
final class ReverseWalk {

  private final Network network;
  private final SameDiff graph;
  private final Map<String, Use> useByOutput = new HashMap<>();
  private final Set<String> trainable;
  private final Map<String, SDVariable> errors = new HashMap<>();
  private final List<SynapseDifferential> differentials = new ArrayList<>();
  private final Map<String, SynapsePass> passes = new HashMap<>();
  private final StepInputCollector stepInputs;
  private @Nullable Tensor networkError;

  /** One use of a synapse's weights. */
  private record Use(SynapseUse at, SynapseDifferential synapse) {}

  ReverseWalk(Network network, RuleAssignment rules) {
    this.network = network;
    this.graph = network.graph();
    this.stepInputs = new StepInputCollector(network);
    network.synapses().forEach(synapse -> register(synapse, rules.at(synapse.layer())));
    this.trainable = dependsOnParameters();
  }

  private void register(Synapse synapse, SynapticRule rule) {
    SynapseDifferential differential = new SynapseDifferential(network, synapse, rule, stepInputs);
    differentials.add(differential);
    synapse.uses().forEach(u -> useByOutput.put(u.output().name(), new Use(u, differential)));
  }

  TrainingGraph run() {
    SDVariable one = graph.constant("lossError", Nd4j.scalar(network.precision(), 1));
    errors.put(network.loss().name(), one);
    List<SameDiffOp> forward = new ArrayList<>(graph.getOps().values());
    Collections.reverse(forward);
    forward.stream()
        .filter(op -> trainable.contains(op.getOutputsOfOp().get(0)))
        .forEach(this::visit);
    return assemble();
  }

  /** The variables through which a parameter reaches the loss; no error is carried to any other. */
  private Set<String> dependsOnParameters() {
    return Followers.of(
        graph, network.parameters().stream().map(p -> p.tensor().variable().name()).toList());
  }

  private void visit(SameDiffOp op) {
    String output = op.getOutputsOfOp().get(0);
    SDVariable error = errors.get(output);
    Use use = useByOutput.get(output);
    if (use != null) {
      visitUse(use, error);
    } else if (error != null) {
      visitOrdinary(op, error);
    }
  }

  /** Batch statistics, the further outputs of batch normalisation, carry no error. */
  private void visitOrdinary(SameDiffOp op, SDVariable error) {
    List<SDVariable> inputErrors = op.getOp().doDiff(List.of(error));
    List<String> inputs = op.getInputsToOp();
    for (int i = 0; i < Math.min(inputs.size(), inputErrors.size()); i++) {
      accumulate(inputs.get(i), inputErrors.get(i));
    }
  }

  private void visitUse(Use use, @Nullable SDVariable error) {
    SynapseDifferential synapse = use.synapse();
    if (error == null) {
      synapse.skip();
    } else {
      String input = use.at().input().variable().name();
      synapse
          .carry(use.at(), error, networkError(), trainable.contains(input))
          .ifPresent(carried -> accumulate(input, carried));
    }
    if (synapse.isComplete()) {
      SynapsePass pass = synapse.pass();
      passes.put(synapse.synapse().layer(), pass);
      accumulate(synapse.synapse().weight().name(), pass.signals().weightGradient());
    }
  }

  /** Every loss and decoder stands behind all synapses, so their errors are complete by now. */
  private Tensor networkError() {
    if (networkError == null) {
      SDVariable sum =
          network.scored().stream()
              .map(logits -> logits.variable().name())
              .distinct() // Logits that stand still are scored at several steps.
              .map(logits -> Objects.requireNonNull(errors.get(logits)))
              .reduce(SDVariable::add)
              .orElseThrow();
      networkError = new Tensor(sum, network.logits().shape());
    }
    return networkError;
  }

  private void accumulate(String variable, @Nullable SDVariable error) {
    if (error != null && trainable.contains(variable)) {
      errors.merge(variable, error, SDVariable::add);
    }
  }

  private TrainingGraph assemble() {
    Map<String, SDVariable> gradients = new LinkedHashMap<>();
    for (ParameterVariable parameter : network.parameters()) {
      SDVariable gradient = errors.get(parameter.name());
      if (gradient == null) {
        throw unreached("parameter '" + parameter.name() + "'");
      }
      gradients.put(parameter.name(), gradient);
    }
    Map<String, SDVariable> carriers = new LinkedHashMap<>();
    List<FeedbackWeights> feedback = new ArrayList<>();
    Map<String, SDVariable> ofWeights = new LinkedHashMap<>();
    Map<String, SynapsePass> ordered = new LinkedHashMap<>();
    List<SDVariable> losses = new ArrayList<>();
    for (SynapseDifferential synapse : differentials) {
      String layer = synapse.synapse().layer();
      SynapsePass pass = passAt(layer);
      SynapticSignals signals = pass.signals();
      SynapticRule rule = synapse.rule();
      ordered.put(layer, pass);
      rule.carrier(signals).ifPresent(carrier -> carriers.put(layer, carrier));
      synapse.feedback(signals).ifPresent(feedback::add);
      rule.alignmentLoss(signals).ifPresent(losses::add);
      rule.alignmentGradientOfWeight(signals)
          .ifPresent(g -> ofWeights.put(synapse.synapse().weight().name(), g));
    }
    Optional<SDVariable> loss = losses.stream().reduce(SDVariable::add);
    return new TrainingGraph(
        network, gradients, feedback, ofWeights, carriers, loss, stepInputs.all(), ordered);
  }

  private SynapsePass passAt(String layer) {
    SynapsePass pass = passes.get(layer);
    if (pass == null) {
      throw unreached("layer '" + layer + "'");
    }
    return pass;
  }

  private static RetrogradeException unreached(String what) {
    return RetrogradeException.usage(
        new Problem(
            what,
            "a loss that does not depend on it",
            "a way from everything that is learned to the loss",
            "leave it out of the network; in one unrolled in time, add steps until it matters"));
  }
}
