// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.LinearMap;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.FeedbackSpec;
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

  /** B moves by a sum of filter gradients that share an argument, with decay. */
  public static SynapticRule reconstruction() {
    return new Reconstruction();
  }

  /** The error is carried by c times the signs that W had at first. */
  public static SynapticRule signs(double c) {
    return new Signs(c);
  }

  private record Signs(double scale) implements SynapticRule {

    @Override
    public boolean hasFeedbackWeights() {
      return true;
    }

    @Override
    public FeedbackGroup feedbackGroup() {
      return FeedbackGroup.FIXED;
    }

    @Override
    public FeedbackSpec feedbackWeights(Synapse synapse, int classes) {
      return new FeedbackSpec(synapse.map().kernelShape(), new FeedbackSpec.SignsOfWeight(scale));
    }

    @Override
    public SDVariable carryError(SynapticSignals signals) {
      return signals.map().adjoint(signals.feedback(), signals.outputError());
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

  /** {@code (F(r, y) - F(x, y)) / N + B / 2} with r = T_B(y). */
  private record Reconstruction() implements SynapticRule {

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
      LinearMap map = signals.map();
      SDVariable y = signals.output();
      SDVariable back = map.adjoint(signals.feedback(), y);
      SDVariable hebb = map.filterGradient(back, y).sub(map.filterGradient(signals.input(), y));
      return Optional.of(hebb.mul(1.0 / signals.batch()).add(signals.feedback().mul(0.5)));
    }

    @Override
    public Optional<SDVariable> alignmentLoss(SynapticSignals signals) {
      return Optional.empty();
    }
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
