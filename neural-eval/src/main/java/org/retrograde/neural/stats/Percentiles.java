// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.stats;

import java.util.Arrays;

/** Percentiles with linear interpolation, as NumPy has them. */
public final class Percentiles {

  private Percentiles() {}

  /**
   * Returns a percentile of those numbers that are not NaN.
   *
   * @param values numbers
   * @param fraction from 0 to 1, 0.5 for the median
   * @return the percentile; NaN if there are none
   */
  public static double ignoringNaN(double[] values, double fraction) {
    double[] sorted = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    Arrays.sort(sorted);
    double place = fraction * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
