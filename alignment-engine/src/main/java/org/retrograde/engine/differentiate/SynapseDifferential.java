// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.differentiate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.graph.SynapseUse;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.rule.FeedbackSpec;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.api.rule.SynapticSignals;

/** What a rule adds to the graph at one synapse, use by use from the last to the first. */
final class SynapseDifferential {

  private final Network network;
  private final Synapse synapse;
  private final SynapticRule rule;
  private final Optional<FeedbackSpec> spec;
  private final SDVariable feedback;
  private final StepInputCollector stepInputs;
  private final List<UsePass> passes = new ArrayList<>();
  private final WeightGradient gradient;
  private int expected;

  SynapseDifferential(
      Network network,
      Synapse synapse,
      SynapticRule rule,
      StepInputCollector stepInputs,
      int usesPerStack) {
    this.network = network;
    this.synapse = synapse;
    this.rule = rule;
    this.stepInputs = stepInputs;
    this.gradient = new WeightGradient(network.batchSize(), usesPerStack);
    this.expected = synapse.uses().size();
    this.spec =
        rule.hasFeedbackWeights()
            ? Optional.of(rule.feedbackWeights(synapse, network.labels().length(1)))
            : Optional.empty();
    this.feedback =
        spec.map(this::feedbackPlaceholder).orElse(synapse.weight().tensor().variable());
  }

  /** Passes over a use that the loss does not depend on. */
  void skip() {
    expected--;
  }

  /** Carries the error through one use, if anything below wants it. */
  Optional<SDVariable> carry(
      SynapseUse use, SDVariable error, Tensor networkError, boolean wanted) {
    expected--;
    boolean only = synapse.uses().size() == 1;
    String name = only ? "" : "@" + synapse.uses().indexOf(use);
    int images = use.images();
    SynapticSignals signals =
        new SynapticSignals(
            synapse,
            network.batchSize(),
            images,
            1,
            use.input().variable(),
            use.output(),
            feedback,
            error,
            synapse.map().filterGradient(use.input().variable(), error),
            images == network.batchSize() ? networkError : overImages(networkError),
            stepInputs.at(synapse.layer(), name));
    Optional<SDVariable> carried =
        wanted ? Optional.of(rule.carryError(signals)) : Optional.empty();
    UsePass pass = new UsePass(signals, carried);
    passes.add(pass);
    gradient.add(pass);
    return carried;
  }

  /** The sum over images, which are one where none has arrived. */
  private static Tensor overImages(Tensor error) {
    return Tensor.of(error.variable().sum(true, 0), 1, error.length(1));
  }

  /** Whether every use has been seen, and some reach the loss. */
  boolean isComplete() {
    return expected == 0 && !passes.isEmpty();
  }

  /** What the rule sees of all uses together. */
  SynapsePass pass() {
    boolean single = passes.size() == 1 && passes.get(0).signals().images() == network.batchSize();
    SynapticSignals signals =
        single
            ? passes.get(0).signals()
            : new UseStack(passes, network.batchSize())
                .signals(gradient.sum(), stepInputs.at(synapse.layer()));
    return new SynapsePass(signals, passes);
  }

  SynapticRule rule() {
    return rule;
  }

  Synapse synapse() {
    return synapse;
  }

  Optional<FeedbackWeights> feedback(SynapticSignals signals) {
    return spec.map(
        s ->
            new FeedbackWeights(
                synapse.layer() + ".B",
                synapse,
                new Tensor(feedback, s.shape()),
                s.start(),
                rule.feedbackGroup(),
                rule.feedbackGradient(signals),
                rule.constrainedFeedback(signals),
                rule.phase()));
  }

  private SDVariable feedbackPlaceholder(FeedbackSpec wanted) {
    long[] shape = wanted.shape().stream().mapToLong(Integer::longValue).toArray();
    return network.graph().placeHolder(synapse.layer() + ".B", network.precision(), shape);
  }
}
