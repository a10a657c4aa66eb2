// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.Fans;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.api.rule.SynapticSignals;

/**
 * A rule that rescales B after each of its updates.
 *
 * @param rule the rule
 * @param scaling how
 */
record PostUpdate(SynapticRule rule, Scaling scaling) implements WrappedRule {

  /** How B is rescaled. */
  sealed interface Scaling extends Function<SynapticSignals, SDVariable> {}

  /**
   * To a Frobenius norm (Oja 1982, exactly rather than to first order).
   *
   * @param norm the norm, greater than 0
   */
  record ToNorm(double norm) implements Scaling {
    @Override
    public SDVariable apply(SynapticSignals signals) {
      SDVariable b = signals.feedback();
      SDVariable square = InnerProduct.of(b, b, signals);
      return b.mul(signals.graph().math().sqrt(square).rdiv(norm));
    }
  }

  /**
   * So that what B carries back of uniform noise from [0, 1) deviates by a given amount over units,
   * in the mean over a batch of noise (Akrout et al. 2019, the growth control of their code, which
   * there has no effect).
   *
   * @param deviation the standard deviation, greater than 0
   */
  record ToDeviation(double deviation) implements Scaling {
    @Override
    public SDVariable apply(SynapticSignals signals) {
      SDVariable carriedBack = signals.map().adjoint(signals.feedback(), noise(signals));
      int[] features = IntStream.range(1, signals.map().kernelShape().size()).toArray();
      SDVariable centered = carriedBack.sub(carriedBack.mean(true, features));
      SDVariable variances = centered.mul(centered).mean(features);
      SDVariable mean = signals.graph().math().sqrt(variances).mean();
      return signals.feedback().mul(mean.rdiv(deviation));
    }

    private static SDVariable noise(SynapticSignals signals) {
      return signals
          .steps()
          .draws(
              "growth-control",
              new Initializer.Uniform(0.5),
              new Fans(1, 1),
              signals.map().outputShape(signals.images()))
          .add(0.5);
    }
  }

  @Override
  public Optional<SDVariable> constrainedFeedback(SynapticSignals signals) {
    return Optional.of(scaling.apply(signals));
  }
}
