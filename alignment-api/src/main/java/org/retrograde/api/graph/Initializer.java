// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import org.retrograde.api.random.RandomStream;

/**
 * How the values of a parameter are drawn before the first step.
 *
 * <p>Sealed, because checkpoints and reports name the initialisers; a new one is added here.
 */
public sealed interface Initializer {

  /**
   * Draws one value.
   *
   * @param fans the fans of the parameter's synapse; (1, 1) where it belongs to none
   * @param stream the source of randomness
   * @return the value
   */
  double draw(Fans fans, RandomStream stream);

  /**
   * Every value the same.
   *
   * @param value the value
   */
  record Constant(double value) implements Initializer {
    @Override
    public double draw(Fans fans, RandomStream stream) {
      return value;
    }
  }

  /**
   * The normal distribution around 0.
   *
   * @param deviation its standard deviation, greater than 0
   */
  record Normal(double deviation) implements Initializer {
    /** Checks the deviation. */
    public Normal {
      if (!(deviation > 0)) {
        throw new IllegalArgumentException(
            "a standard deviation is greater than 0, found " + deviation);
      }
    }

    @Override
    public double draw(Fans fans, RandomStream stream) {
      return deviation * stream.nextGaussian();
    }
  }

  /**
   * The uniform distribution around 0.
   *
   * @param limit the greatest absolute value, greater than 0
   */
  record Uniform(double limit) implements Initializer {
    /** Checks the limit. */
    public Uniform {
      if (!(limit > 0)) {
        throw new IllegalArgumentException("a limit is greater than 0, found " + limit);
      }
    }

    @Override
    public double draw(Fans fans, RandomStream stream) {
      return limit * (2 * stream.nextDouble() - 1);
    }
  }

  /**
   * The uniform distribution with variance 2 / (fan in + fan out) (Glorot and Bengio 2010, equation
   * 16).
   */
  record GlorotUniform() implements Initializer {
    @Override
    public double draw(Fans fans, RandomStream stream) {
      return limit(fans) * (2 * stream.nextDouble() - 1);
    }

    /**
     * Returns the greatest absolute value.
     *
     * @param fans the fans of the parameter's synapse
     * @return the limit, above 0
     */
    public double limit(Fans fans) {
      return Math.sqrt(6.0 / (fans.in() + fans.out()));
    }
  }

  /**
   * The normal distribution with variance scale / fan in, cut at two standard deviations and
   * widened so that the variance holds after the cut (He et al. 2015 with scale 2).
   *
   * @param scale the scale, greater than 0
   */
  record TruncatedFanIn(double scale) implements Initializer {
    /** The standard deviation of a standard normal variable that is cut at ±2. */
    private static final double CUT_DEVIATION = 0.8796256610342398;

    /** Checks the scale. */
    public TruncatedFanIn {
      if (!(scale > 0)) {
        throw new IllegalArgumentException("a scale is greater than 0, found " + scale);
      }
    }

    @Override
    public double draw(Fans fans, RandomStream stream) {
      double value = stream.nextGaussian();
      while (Math.abs(value) > 2) {
        value = stream.nextGaussian();
      }
      return value * Math.sqrt(scale / fans.in()) / CUT_DEVIATION;
    }
  }

  /**
   * The normal distribution with variance scale / (fan in + fan out).
   *
   * @param scale the scale, greater than 0; 1 in the code of Akrout et al. 2019, 2 in Glorot and
   *     Bengio 2010, equation 12
   */
  record NormalFanSum(double scale) implements Initializer {
    /** Checks the scale. */
    public NormalFanSum {
      if (!(scale > 0)) {
        throw new IllegalArgumentException("a scale is greater than 0, found " + scale);
      }
    }

    @Override
    public double draw(Fans fans, RandomStream stream) {
      return Math.sqrt(scale / (fans.in() + fans.out())) * stream.nextGaussian();
    }
  }

  /**
   * The normal distribution with variance scale / fan out (He et al. 2015, equation 14, with scale
   * 2).
   *
   * @param scale the scale, greater than 0
   */
  record NormalFanOut(double scale) implements Initializer {
    /** Checks the scale. */
    public NormalFanOut {
      if (!(scale > 0)) {
        throw new IllegalArgumentException("a scale is greater than 0, found " + scale);
      }
    }

    @Override
    public double draw(Fans fans, RandomStream stream) {
      return Math.sqrt(scale / fans.out()) * stream.nextGaussian();
    }
  }
}
