// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

/**
 * An optimiser and its settings.
 *
 * @param kind the algorithm
 * @param learningRate the base rate η, at least 0
 * @param momentum for SGD, how much of the velocity remains after a step, in [0, 1)
 * @param nesterov for SGD, whether the velocity is looked ahead
 * @param weightDecay λ; λ p is added to the gradient of every weight W, to no bias, scale, shift or
 *     feedback weight
 * @param beta1 for Adam, the decay of the first moment, in [0, 1)
 * @param beta2 for Adam, the decay of the second moment, in [0, 1)
 * @param epsilon for Adam, added to the root of the second moment, above 0
 * @param schedule how the rate changes
 */
public record OptimizerSpec(
    Kind kind,
    double learningRate,
    double momentum,
    boolean nesterov,
    double weightDecay,
    double beta1,
    double beta2,
    double epsilon,
    ScheduleSpec schedule) {

  /** The algorithms. */
  public enum Kind {
    /**
     * Stochastic gradient descent with momentum: v = μ v + g; p -= η v, or p -= η (g + μ v) with
     * Nesterov.
     */
    SGD,
    /** Adam (Kingma and Ba 2015, the efficient form at the end of section 2). */
    ADAM
  }

  /** Checks the ranges. */
  public OptimizerSpec {
    requireRange("learningRate", learningRate, Double.MAX_VALUE);
    requireRange("momentum", momentum, Math.nextDown(1.0));
    requireRange("weightDecay", weightDecay, Double.MAX_VALUE);
    requireRange("beta1", beta1, Math.nextDown(1.0));
    requireRange("beta2", beta2, Math.nextDown(1.0));
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException("epsilon is greater than 0, found " + epsilon);
    }
  }

  /**
   * Stochastic gradient descent with a constant rate.
   *
   * @param learningRate η
   * @param momentum μ
   * @param weightDecay λ
   * @return the settings
   */
  public static OptimizerSpec sgd(double learningRate, double momentum, double weightDecay) {
    return new OptimizerSpec(
        Kind.SGD,
        learningRate,
        momentum,
        false,
        weightDecay,
        0.9,
        0.999,
        1e-8,
        ScheduleSpec.constant());
  }

  /**
   * Adam with its published settings and a constant rate.
   *
   * @param learningRate η
   * @return the settings
   */
  public static OptimizerSpec adam(double learningRate) {
    return new OptimizerSpec(
        Kind.ADAM, learningRate, 0, false, 0, 0.9, 0.999, 1e-8, ScheduleSpec.constant());
  }

  /**
   * Returns the same settings with another schedule.
   *
   * @param newSchedule the schedule
   * @return the settings
   */
  public OptimizerSpec withSchedule(ScheduleSpec newSchedule) {
    return new OptimizerSpec(
        kind, learningRate, momentum, nesterov, weightDecay, beta1, beta2, epsilon, newSchedule);
  }

  private static void requireRange(String name, double value, double maximum) {
    if (!(value >= 0 && value <= maximum)) {
      throw new IllegalArgumentException(
          name + " lies between 0 and " + maximum + ", found " + value);
    }
  }
}
