// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.differentiate;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.rule.FeedbackSpec;
import org.retrograde.api.rule.StepInputs;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.api.rule.SynapticSignals;

/** What a rule adds to the graph at one synapse. */
record SynapseDifferential(
    Synapse synapse, SynapticRule rule, Optional<FeedbackSpec> spec, SynapticSignals signals) {

  static SynapseDifferential of(
      Network network,
      Synapse synapse,
      SynapticRule rule,
      SDVariable error,
      SDVariable networkError,
      StepInputs steps) {
    SDVariable x = synapse.input().variable();
    Optional<FeedbackSpec> spec =
        rule.hasFeedbackWeights()
            ? Optional.of(rule.feedbackWeights(synapse, network.labels().length(1)))
            : Optional.empty();
    SDVariable feedback =
        spec.map(s -> feedbackPlaceholder(network, synapse, s))
            .orElse(synapse.weight().tensor().variable());
    SDVariable weightGradient = synapse.map().filterGradient(x, error);
    SynapticSignals signals =
        new SynapticSignals(
            synapse,
            network.batchSize(),
            x,
            synapse.output(),
            feedback,
            error,
            weightGradient,
            new Tensor(networkError, network.logits().shape()),
            steps);
    return new SynapseDifferential(synapse, rule, spec, signals);
  }

  SDVariable carryError() {
    return rule.carryError(signals);
  }

  Optional<SDVariable> carrier() {
    return rule.carrier(signals);
  }

  Optional<SDVariable> alignmentLoss() {
    return rule.alignmentLoss(signals);
  }

  Optional<SDVariable> gradientOfWeight() {
    return rule.alignmentGradientOfWeight(signals);
  }

  Optional<FeedbackWeights> feedback() {
    return spec.map(
        s ->
            new FeedbackWeights(
                synapse.layer() + ".B",
                synapse,
                new Tensor(signals.feedback(), s.shape()),
                s.start(),
                rule.feedbackGroup(),
                rule.feedbackGradient(signals),
                rule.constrainedFeedback(signals),
                rule.phase()));
  }

  private static SDVariable feedbackPlaceholder(
      Network network, Synapse synapse, FeedbackSpec spec) {
    long[] shape = spec.shape().stream().mapToLong(Integer::longValue).toArray();
    return network.graph().placeHolder(synapse.layer() + ".B", network.precision(), shape);
  }
}
