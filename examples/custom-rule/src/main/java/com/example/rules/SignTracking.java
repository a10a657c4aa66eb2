// SPDX-License-Identifier: Apache-2.0

package com.example.rules;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.Fans;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.api.rule.SynapticSignals;

/**
 * Feedback weights that approach the signs of W: B descends {@code 1/2 |B - c sign(W)|²}.
 *
 * <p>Sign-symmetry needs every sign at every moment; here a sign may arrive late, and B keeps an average of what came.
 */
public final class SignTracking implements LearningRule {

  private static final String MAGNITUDE = "magnitude";

  @Override
  public String id() {
    return "sign-tracking";
  }

  @Override
  public String description() {
    return "feedback weights approach the signs of W, all of the same magnitude";
  }

  @Override
  public String source() {
    return "an example; sign-concordant feedback after Liao, Leibo and Poggio 2016, AAAI";
  }

  @Override
  public ParameterTable parameters() {
    return ParameterTable.of(
        ParameterSpec.decimal(
            MAGNITUDE, "1", 1, 1e-6, 1e6, "magnitude of B at rest, in units of sqrt(2 / (fan in + fan out))"));
  }

  @Override
  public SynapticRule configure(Parameters parameters) {
    return new Configured(parameters.decimal(MAGNITUDE));
  }

  /** The rule with its parameter set: a value. */
  private record Configured(double magnitude) implements SynapticRule {

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
      return Optional.of(distance(signals));
    }

    @Override
    public Optional<SDVariable> alignmentLoss(SynapticSignals signals) {
      SDVariable distance = distance(signals);
      int[] axes = signals.map().kernelShape().size() == 2 ? new int[] {0, 1} : new int[] {0, 1, 2, 3};
      return Optional.of(distance.mul(distance).sum(axes).mul(0.5));
    }

    /** B - c sign(W), which is also the gradient of half its squared norm. */
    private SDVariable distance(SynapticSignals signals) {
      Fans fans = signals.map().fans();
      double c = magnitude * Math.sqrt(2.0 / (fans.in() + fans.out()));
      return signals.feedback().sub(signals.graph().math().sign(signals.weight()).mul(c));
    }
  }
}
