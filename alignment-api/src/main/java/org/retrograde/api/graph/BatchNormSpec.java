// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

/**
 * The settings of a batch normalisation.
 *
 * @param momentum how much of a running average remains after a step, at least 0 and less than 1
 * @param epsilon added to the variance, greater than 0
 * @param initialScale the first value of γ
 */
public record BatchNormSpec(double momentum, double epsilon, double initialScale) {

  /** Checks the ranges. */
  public BatchNormSpec {
    if (!(momentum >= 0 && momentum < 1) || !(epsilon > 0)) {
      throw new IllegalArgumentException(
          "momentum lies in [0, 1) and epsilon above 0, found " + momentum + " and " + epsilon);
    }
  }

  /**
   * Returns the same settings with another first value of γ.
   *
   * @param scale the first value of γ
   * @return the settings
   */
  public BatchNormSpec withInitialScale(double scale) {
    return new BatchNormSpec(momentum, epsilon, scale);
  }
}
