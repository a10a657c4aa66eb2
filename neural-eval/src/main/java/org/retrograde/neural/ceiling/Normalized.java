// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.ceiling;

import org.retrograde.api.metric.Normalization;

/**
 * A correlation with predictions beside its ceiling.
 *
 * @param raw r
 * @param rawError the standard error of r
 * @param ceiling c, the reliability of the averaged responses
 */
public record Normalized(double raw, double rawError, double ceiling) {

  /**
   * Returns the score as Brain-Score has it since January 2026.
   *
   * @return r² / c with the sign of r: the part of the explainable variance that is explained; NaN
   *     if the ceiling is not above 0
   */
  public double score() {
    return Normalization.SQUARED_OVER_CEILING.apply(raw, ceiling);
  }

  /**
   * Returns the standard error of {@link #score()}, the ceiling taken as known.
   *
   * @return 2 |r| / c times the error of r
   */
  public double error() {
    return ceiling > 0 ? 2 * Math.abs(raw) * rawError / ceiling : Double.NaN;
  }

  /**
   * Returns the score as Brain-Score had it from December 2019 to January 2026, which divides by
   * the ceiling once too often.
   *
   * @return (r / c)² with the sign of r
   */
  public double before2026() {
    double ratio = overCeiling();
    return Math.signum(ratio) * ratio * ratio;
  }

  /**
   * Returns the score as papers of 2018 and 2019 had it.
   *
   * @return r / c
   */
  public double overCeiling() {
    return Normalization.OVER_CEILING.apply(raw, ceiling);
  }
}
