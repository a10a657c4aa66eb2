// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import org.retrograde.testkit.Tolerance;

/** How closely estimates from random numbers, and first-order formulas, meet what is expected. */
final class Bands {

  /** A right generator misses five standard errors once in 1.7 million seeds; seeds are fixed. */
  private static final double STANDARD_ERRORS = 5;

  /**
   * An error of second order shrinks a hundredfold with a tenth of the step; the third order adds a
   * part of the order of the larger step, 1e-2.
   */
  static final Tolerance SECOND_ORDER =
      new Tolerance("second order", 5e-2, 0, "the third order is some hundredths of the second");

  /** Rows of a float32 B carry float32 roundings. */
  static final Tolerance STORED_AS_FLOAT =
      new Tolerance("stored as float", 1e-6, 0, "float32 rounds at 6e-8");

  private Bands() {}

  /**
   * The band about the mean of independent draws.
   *
   * @param deviation the standard deviation of one draw
   * @param draws how many there are
   */
  static Tolerance meanOf(double deviation, double draws) {
    return meanOf(deviation, draws, 0);
  }

  /** The same, where the expectation itself is known only within a bias. */
  static Tolerance meanOf(double deviation, double draws, double bias) {
    double band = STANDARD_ERRORS * deviation / Math.sqrt(draws) + bias;
    return new Tolerance("mean of draws", 0, band, "five standard errors");
  }
}
