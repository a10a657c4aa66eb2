// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.metric;

/** How a raw score becomes one that a perfect model of noisy neurons would get 1 in. */
public enum Normalization {
  /** r² / c with the sign of r: for correlations with predictions, c the reliability of means. */
  SQUARED_OVER_CEILING("r^2/c"),
  /** value / c: for similarities. */
  OVER_CEILING("value/c"),
  /** r / sqrt(c): for correlations of two measurements that are both judged by c. */
  OVER_ROOT_CEILING("r/sqrt(c)");

  private final String formula;

  Normalization(String formula) {
    this.formula = formula;
  }

  /**
   * Returns the formula for readers.
   *
   * @return the formula, r the raw score and c the ceiling
   */
  public String formula() {
    return formula;
  }

  /**
   * Normalises.
   *
   * @param raw the raw score
   * @param ceiling the ceiling
   * @return the normalised score; NaN if the ceiling is not above 0
   */
  public double apply(double raw, double ceiling) {
    if (!(ceiling > 0)) {
      return Double.NaN;
    }
    return switch (this) {
      case SQUARED_OVER_CEILING -> Math.signum(raw) * raw * raw / ceiling;
      case OVER_CEILING -> raw / ceiling;
      case OVER_ROOT_CEILING -> raw / Math.sqrt(ceiling);
    };
  }
}
