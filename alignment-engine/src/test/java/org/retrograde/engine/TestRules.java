// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.api.rule.SynapticSignals;

/** Rules small enough to see through, for tests of the engine alone. */
public final class TestRules {

  private TestRules() {}

  /** The error is carried by W. */
  public static SynapticRule backpropagation() {
    return new Carrier(false, FeedbackGroup.FIXED);
  }

  /** The error is carried by B, which stays as drawn. */
  public static SynapticRule feedbackAlignment() {
    return new Carrier(true, FeedbackGroup.FIXED);
  }

  /** B follows W's own gradient, in the given optimiser's group. */
  public static SynapticRule tied(FeedbackGroup group) {
    return new Carrier(true, group);
  }

  private record Carrier(boolean hasFeedbackWeights, FeedbackGroup feedbackGroup)
      implements SynapticRule {

    @Override
    public SDVariable carryError(SynapticSignals signals) {
      return signals.map().adjoint(signals.feedback(), signals.outputError());
    }

    @Override
    public Optional<SDVariable> feedbackGradient(SynapticSignals signals) {
      return feedbackGroup == FeedbackGroup.FIXED
          ? Optional.empty()
          : Optional.of(signals.weightGradient());
    }

    @Override
    public Optional<SDVariable> alignmentLoss(SynapticSignals signals) {
      return Optional.empty();
    }
  }
}
