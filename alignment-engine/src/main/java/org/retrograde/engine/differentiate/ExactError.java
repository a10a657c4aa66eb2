// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.differentiate;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.api.rule.SynapticSignals;

/** Backpropagation, against which the gradients of other rules are measured. */
public record ExactError() implements SynapticRule {

  @Override
  public boolean hasFeedbackWeights() {
    return false;
  }

  @Override
  public FeedbackGroup feedbackGroup() {
    return FeedbackGroup.FIXED;
  }

  @Override
  public SDVariable carryError(SynapticSignals signals) {
    return signals.map().adjoint(signals.weight(), signals.outputError());
  }

  @Override
  public Optional<SDVariable> feedbackGradient(SynapticSignals signals) {
    return Optional.empty();
  }

  @Override
  public Optional<SDVariable> alignmentLoss(SynapticSignals signals) {
    return Optional.empty();
  }
}
