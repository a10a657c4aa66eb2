// SPDX-License-Identifier: Apache-2.0

package org.retrograde.testkit;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.api.rule.SynapticSignals;

/** The rule whose alignment loss is one primitive. */
record SinglePrimitive(AlignmentPrimitive primitive) implements SynapticRule {

  @Override
  public boolean hasFeedbackWeights() {
    return true;
  }

  @Override
  public FeedbackGroup feedbackGroup() {
    return FeedbackGroup.ALIGNMENT;
  }

  @Override
  public SDVariable carryError(SynapticSignals signals) {
    return signals.map().adjoint(signals.feedback(), signals.outputError());
  }

  @Override
  public Optional<SDVariable> feedbackGradient(SynapticSignals signals) {
    return Optional.of(primitive.gradient(signals));
  }

  @Override
  public Optional<SDVariable> alignmentLoss(SynapticSignals signals) {
    return Optional.of(primitive.value(signals));
  }
}
