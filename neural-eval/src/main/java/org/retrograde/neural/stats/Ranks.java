// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.stats;

import java.util.Arrays;

/** Ranks, equal numbers sharing the mean of theirs, and Spearman's correlation. */
public final class Ranks {

  private Ranks() {}

  /**
   * Ranks.
   *
   * @param values numbers
   * @return their ranks from 1; all NaN if one number is
   */
  public static double[] of(double[] values) {
    double[] ranks = new double[values.length];
    double[] sorted = sorted(values);
    if (Arrays.stream(values).anyMatch(Double::isNaN)) {
      Arrays.fill(ranks, Double.NaN);
      return ranks;
    }
    double[] shared = shared(sorted);
    for (int i = 0; i < values.length; i++) {
      // Any of several equal numbers serves: they share their rank.
      ranks[i] = shared[Arrays.binarySearch(sorted, values[i] + 0.0)];
    }
    return ranks;
  }

  /**
   * Correlates ranks.
   *
   * @param x numbers
   * @param y as many
   * @return from -1 to 1; NaN if either is constant or has a NaN, or there are fewer than two
   */
  public static double spearman(double[] x, double[] y) {
    return Pearson.of(of(x), of(y));
  }

  private static double[] sorted(double[] values) {
    // Adding 0 makes a negative zero positive, which sorts apart from it.
    double[] sorted = Arrays.stream(values).map(value -> value + 0.0).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double[] shared(double[] sorted) {
    double[] shared = new double[sorted.length];
    int from = 0;
    for (int to = 1; to <= sorted.length; to++) {
      if (to == sorted.length || sorted[to] != sorted[from]) {
        Arrays.fill(shared, from, to, (from + 1 + to) / 2.0);
        from = to;
      }
    }
    return shared;
  }
}
