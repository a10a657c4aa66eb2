// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

/**
 * An optimiser and its settings.
 *
 * @param algorithm the algorithm, with the settings that are its own
 * @param learningRate the base rate η, at least 0
 * @param weightDecay λ, at least 0; λ p is added to the gradient of every weight W, to no bias,
 *     scale, shift or feedback weight
 * @param schedule how the rate changes
 * @param gradients what is done to gradients first
 * @param noise what is added after an update
 */
public record OptimizerSpec(
    Algorithm algorithm,
    double learningRate,
    double weightDecay,
    ScheduleSpec schedule,
    GradientTreatment gradients,
    UpdateNoise noise) {

  /** Checks the ranges. */
  public OptimizerSpec {
    requireFinite("learningRate", learningRate);
    requireFinite("weightDecay", weightDecay);
  }

  /**
   * An algorithm with a constant rate and nothing besides.
   *
   * @param algorithm the algorithm
   * @param learningRate η
   * @return the settings
   */
  public static OptimizerSpec of(Algorithm algorithm, double learningRate) {
    return new OptimizerSpec(
        algorithm,
        learningRate,
        0,
        ScheduleSpec.constant(),
        GradientTreatment.none(),
        UpdateNoise.none());
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
    return of(new Algorithm.Sgd(momentum, false), learningRate).withWeightDecay(weightDecay);
  }

  /**
   * Adam with its published settings and a constant rate.
   *
   * @param learningRate η
   * @return the settings
   */
  public static OptimizerSpec adam(double learningRate) {
    return of(Algorithm.Adam.published(), learningRate);
  }

  /**
   * Returns the same settings with another weight decay.
   *
   * @param decay λ
   * @return the settings
   */
  public OptimizerSpec withWeightDecay(double decay) {
    return new OptimizerSpec(algorithm, learningRate, decay, schedule, gradients, noise);
  }

  /**
   * Returns the same settings with another schedule.
   *
   * @param newSchedule the schedule
   * @return the settings
   */
  public OptimizerSpec withSchedule(ScheduleSpec newSchedule) {
    return new OptimizerSpec(algorithm, learningRate, weightDecay, newSchedule, gradients, noise);
  }

  /**
   * Returns the same settings with another treatment of gradients.
   *
   * @param treatment what is done to gradients first
   * @return the settings
   */
  public OptimizerSpec withGradients(GradientTreatment treatment) {
    return new OptimizerSpec(algorithm, learningRate, weightDecay, schedule, treatment, noise);
  }

  /**
   * Returns the same settings with other noise.
   *
   * @param newNoise what is added after an update
   * @return the settings
   */
  public OptimizerSpec withNoise(UpdateNoise newNoise) {
    return new OptimizerSpec(algorithm, learningRate, weightDecay, schedule, gradients, newNoise);
  }

  private static void requireFinite(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " is at least 0 and finite, found " + value);
    }
  }
}
