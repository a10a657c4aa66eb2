// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.differentiate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.ParameterVariable;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.rule.RuleAssignment;

/** One walk from the loss back to the parameters. */
final class ReverseWalk {

  private final Network network;
  private final SameDiff graph;
  private final RuleAssignment rules;
  private final Map<String, Synapse> synapseByOutput;
  private final Set<String> trainable;
  private final Map<String, SDVariable> errors = new HashMap<>();
  private final Map<String, SynapseDifferential> differentials = new HashMap<>();
  private final Map<String, SDVariable> handedOn = new HashMap<>();
  private final StepInputCollector stepInputs;

  ReverseWalk(Network network, RuleAssignment rules) {
    this.network = network;
    this.graph = network.graph();
    this.rules = rules;
    this.stepInputs = new StepInputCollector(network);
    this.synapseByOutput =
        network.synapses().stream()
            .collect(Collectors.toMap(s -> s.output().name(), Function.identity()));
    this.trainable = dependsOnParameters();
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
    Set<String> found = new HashSet<>();
    network.parameters().forEach(p -> found.add(p.tensor().variable().name()));
    for (SameDiffOp op : graph.getOps().values()) {
      if (op.getInputsToOp().stream().anyMatch(found::contains)) {
        found.addAll(op.getOutputsOfOp());
      }
    }
    return found;
  }

  private void visit(SameDiffOp op) {
    SDVariable error = errors.get(op.getOutputsOfOp().get(0));
    if (error == null) {
      return;
    }
    Synapse synapse = synapseByOutput.get(op.getOutputsOfOp().get(0));
    if (synapse == null) {
      visitOrdinary(op, error);
    } else {
      visitSynapse(synapse, error);
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

  private void visitSynapse(Synapse synapse, SDVariable error) {
    SDVariable networkError =
        Objects.requireNonNull(errors.get(network.logits().variable().name()));
    SynapseDifferential differential =
        SynapseDifferential.of(
            network,
            synapse,
            rules.at(synapse.layer()),
            error,
            networkError,
            stepInputs.at(synapse.layer()));
    differentials.put(synapse.layer(), differential);
    accumulate(synapse.weight().name(), differential.signals().weightGradient());
    String input = synapse.input().variable().name();
    if (trainable.contains(input)) {
      SDVariable carried = differential.carryError();
      handedOn.put(synapse.layer(), carried);
      accumulate(input, carried);
    }
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
        throw new IllegalStateException(
            "the loss does not depend on parameter '" + parameter.name() + "'");
      }
      gradients.put(parameter.name(), gradient);
    }
    List<SynapseDifferential> ordered =
        network.synapses().stream().map(s -> differentialAt(s.layer())).toList();
    Map<String, SDVariable> carriers = new LinkedHashMap<>();
    ordered.forEach(
        d -> d.carrier().ifPresent(carrier -> carriers.put(d.signals().layer(), carrier)));
    List<FeedbackWeights> feedback = ordered.stream().flatMap(d -> d.feedback().stream()).toList();
    Optional<SDVariable> loss =
        ordered.stream().flatMap(d -> d.alignmentLoss().stream()).reduce(SDVariable::add);
    Map<String, SDVariable> ofWeights = new LinkedHashMap<>();
    ordered.forEach(
        d -> d.gradientOfWeight().ifPresent(g -> ofWeights.put(d.synapse().weight().name(), g)));
    return new TrainingGraph(
        network, gradients, feedback, ofWeights, carriers, loss, stepInputs.all(), passes(ordered));
  }

  private Map<String, SynapsePass> passes(List<SynapseDifferential> ordered) {
    Map<String, SynapsePass> passes = new LinkedHashMap<>();
    for (SynapseDifferential differential : ordered) {
      String layer = differential.synapse().layer();
      Optional<SDVariable> carried = Optional.ofNullable(handedOn.get(layer));
      passes.put(layer, new SynapsePass(differential.signals(), carried));
    }
    return passes;
  }

  private SynapseDifferential differentialAt(String layer) {
    SynapseDifferential differential = differentials.get(layer);
    if (differential == null) {
      throw new IllegalStateException("the loss does not depend on layer '" + layer + "'");
    }
    return differential;
  }
}
