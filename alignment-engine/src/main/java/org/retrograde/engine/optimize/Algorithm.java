// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

/**
 * How an optimiser makes a step of a gradient, with the settings that are its own. Here g is the
 * gradient with weight decay, p the parameters, η the rate, t the number of the update from 1 on;
 * what is carried from step to step begins at 0 unless said otherwise.
 */
public sealed interface Algorithm {

  private static void requireFraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " lies from 0 to below 1, found " + value);
    }
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " is greater than 0, found " + value);
    }
  }

  /**
   * Stochastic gradient descent with momentum: v = μ v + g; p -= η v, or p -= η (g + μ v) with
   * Nesterov.
   *
   * @param momentum μ, how much of the velocity remains after a step, in [0, 1)
   * @param nesterov whether the velocity is looked ahead
   */
  record Sgd(double momentum, boolean nesterov) implements Algorithm {

    /** Checks the range. */
    public Sgd {
      requireFraction("momentum", momentum);
    }
  }

  /**
   * Adam (Kingma and Ba 2015, the efficient form at the end of section 2): m = β₁ m + (1 - β₁) g; v
   * = β₂ v + (1 - β₂) g²; p -= η √(1 - β₂ᵗ) / (1 - β₁ᵗ) · m / (√v + ε).
   *
   * @param beta1 β₁, the decay of the first moment, in [0, 1)
   * @param beta2 β₂, the decay of the second moment, in [0, 1)
   * @param epsilon ε, above 0
   */
  record Adam(double beta1, double beta2, double epsilon) implements Algorithm {

    /** Checks the ranges. */
    public Adam {
      requireFraction("beta1", beta1);
      requireFraction("beta2", beta2);
      requirePositive("epsilon", epsilon);
    }

    /**
     * The published settings.
     *
     * @return β₁ 0.9, β₂ 0.999, ε 1e-8
     */
    public static Adam published() {
      return new Adam(0.9, 0.999, 1e-8);
    }
  }

  /**
   * Rectified Adam (Liu et al. 2020, algorithm 2), with Adam's moments. With ρ∞ = 2 / (1 - β₂) - 1
   * and ρ = ρ∞ - 2 t β₂ᵗ / (1 - β₂ᵗ): Adam's step times √((ρ - 4)(ρ - 2) ρ∞ / ((ρ∞ - 4)(ρ∞ - 2) ρ))
   * where ρ is at least 5, else p -= η m / (1 - β₁ᵗ).
   *
   * @param beta1 β₁, the decay of the first moment, in [0, 1)
   * @param beta2 β₂, the decay of the second moment, in [0, 1)
   * @param epsilon ε, above 0
   */
  record RAdam(double beta1, double beta2, double epsilon) implements Algorithm {

    /** Checks the ranges. */
    public RAdam {
      requireFraction("beta1", beta1);
      requireFraction("beta2", beta2);
      requirePositive("epsilon", epsilon);
    }

    /**
     * The usual settings.
     *
     * @return β₁ 0.9, β₂ 0.999, ε 1e-9
     */
    public static RAdam usual() {
      return new RAdam(0.9, 0.999, 1e-9);
    }
  }

  /**
   * RMSProp (Tieleman and Hinton 2012, as in TensorFlow 1): s = ρ s + (1 - ρ) g²; v = μ v + η g /
   * √(s + ε); p -= v.
   *
   * @param decay ρ, how much of the mean square remains after a step, in [0, 1)
   * @param momentum μ, in [0, 1)
   * @param epsilon ε, above 0
   * @param initialMeanSquare what s begins at, at least 0: 1 in TensorFlow, so that first steps are
   *     small, 0 elsewhere
   */
  record RmsProp(double decay, double momentum, double epsilon, double initialMeanSquare)
      implements Algorithm {

    /** Checks the ranges. */
    public RmsProp {
      requireFraction("decay", decay);
      requireFraction("momentum", momentum);
      requirePositive("epsilon", epsilon);
      if (!(initialMeanSquare >= 0) || Double.isInfinite(initialMeanSquare)) {
        throw new IllegalArgumentException(
            "initialMeanSquare is at least 0, found " + initialMeanSquare);
      }
    }

    /**
     * The settings of TensorFlow 1.
     *
     * @return ρ 0.9, no momentum, ε 1e-10, s from 1
     */
    public static RmsProp usual() {
      return new RmsProp(0.9, 0, 1e-10, 1);
    }
  }

  /**
   * Adagrad (Duchi, Hazan and Singer 2011): s = s + g²; p -= η g / √s.
   *
   * @param initialAccumulator what s begins at, above 0
   */
  record Adagrad(double initialAccumulator) implements Algorithm {

    /** Checks the range. */
    public Adagrad {
      requirePositive("initialAccumulator", initialAccumulator);
    }

    /**
     * The settings of TensorFlow 1.
     *
     * @return s from 0.1
     */
    public static Adagrad usual() {
      return new Adagrad(0.1);
    }
  }
}
