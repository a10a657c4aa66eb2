// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.differentiate;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.api.rule.SynapticSignals;

/** What a rule adds to the graph at one synapse. */
record SynapseDifferential(Synapse synapse, SynapticRule rule, SynapticSignals signals) {

  static SynapseDifferential of(
      Network network,
      Synapse synapse,
      SynapticRule rule,
      SDVariable error,
      SDVariable networkError) {
    SDVariable x = synapse.input().variable();
    SDVariable weight = synapse.weight().tensor().variable();
    SDVariable feedback =
        rule.hasFeedbackWeights() ? feedbackPlaceholder(network, synapse) : weight;
    SDVariable weightGradient = synapse.map().filterGradient(x, error);
    SynapticSignals signals =
        new SynapticSignals(
            synapse.layer(),
            synapse.map(),
            network.batchSize(),
            x,
            synapse.output(),
            weight,
            feedback,
            error,
            weightGradient,
            networkError);
    return new SynapseDifferential(synapse, rule, signals);
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

  Optional<FeedbackWeights> feedback() {
    if (!rule.hasFeedbackWeights()) {
      return Optional.empty();
    }
    Tensor tensor = new Tensor(signals.feedback(), synapse.map().kernelShape());
    return Optional.of(
        new FeedbackWeights(
            synapse.layer() + ".B",
            synapse,
            tensor,
            rule.feedbackGroup(),
            rule.feedbackGradient(signals)));
  }

  private static SDVariable feedbackPlaceholder(Network network, Synapse synapse) {
    long[] shape = synapse.map().kernelShape().stream().mapToLong(Integer::longValue).toArray();
    return network.graph().placeHolder(synapse.layer() + ".B", network.precision(), shape);
  }
}
