// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import org.retrograde.neural.stats.Bootstrap;

/**
 * The middle 95 % of a bootstrap.
 *
 * @param low its 2.5th percentile
 * @param high its 97.5th
 */
public record Interval(double low, double high) {

  private static final double TAIL = 0.025;

  static Interval of(Bootstrap bootstrap) {
    return new Interval(bootstrap.percentile(TAIL), bootstrap.percentile(1 - TAIL));
  }

  /**
   * Tells whether a number lies outside.
   *
   * @param value the number
   * @return true if it is below {@code low} or above {@code high}
   */
  public boolean excludes(double value) {
    return value < low || value > high;
  }
}
