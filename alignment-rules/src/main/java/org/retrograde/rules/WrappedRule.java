// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.FeedbackPhase;
import org.retrograde.api.rule.FeedbackSpec;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.api.rule.SynapticSignals;

/** A rule that is another one but for what it says otherwise. */
interface WrappedRule extends SynapticRule {

  /** The other one. */
  SynapticRule rule();

  @Override
  default boolean hasFeedbackWeights() {
    return rule().hasFeedbackWeights();
  }

  @Override
  default FeedbackGroup feedbackGroup() {
    return rule().feedbackGroup();
  }

  @Override
  default FeedbackSpec feedbackWeights(Synapse synapse, int classes) {
    return rule().feedbackWeights(synapse, classes);
  }

  @Override
  default SDVariable carryError(SynapticSignals signals) {
    return rule().carryError(signals);
  }

  @Override
  default Optional<SDVariable> feedbackGradient(SynapticSignals signals) {
    return rule().feedbackGradient(signals);
  }

  @Override
  default Optional<SDVariable> alignmentLoss(SynapticSignals signals) {
    return rule().alignmentLoss(signals);
  }

  @Override
  default Optional<SDVariable> alignmentGradientOfWeight(SynapticSignals signals) {
    return rule().alignmentGradientOfWeight(signals);
  }

  @Override
  default Optional<SDVariable> constrainedFeedback(SynapticSignals signals) {
    return rule().constrainedFeedback(signals);
  }

  @Override
  default Optional<FeedbackPhase> phase() {
    return rule().phase();
  }

  @Override
  default Optional<SDVariable> carrier(SynapticSignals signals) {
    return rule().carrier(signals);
  }
}
