// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.stats;

import java.util.Arrays;

/**
 * Kendall's rank correlation, in time n log n (Knight, 1966): pairs in the wrong order are the
 * exchanges that a merge sort makes.
 */
public final class Kendall {

  private Kendall() {}

  /**
   * Correlates with ties corrected for: tau-b.
   *
   * @param x numbers
   * @param y as many
   * @return from -1 to 1; NaN if either is constant or has a NaN, or there are fewer than two
   */
  public static double tauB(double[] x, double[] y) {
    Pairs pairs = pairs(x, y);
    double untiedX = pairs.all - pairs.tiedX;
    double untiedY = pairs.all - pairs.tiedY;
    return pairs.surplus() / Math.sqrt(untiedX) / Math.sqrt(untiedY);
  }

  /**
   * Correlates with ties left as they are: tau-a, which a tie keeps away from 1.
   *
   * @param x numbers
   * @param y as many
   * @return from -1 to 1; NaN if either has a NaN, or there are fewer than two
   */
  public static double tauA(double[] x, double[] y) {
    Pairs pairs = pairs(x, y);
    return pairs.surplus() / pairs.all;
  }

  /** Counts of pairs of places; all of them NaN where a number is. */
  private record Pairs(double all, double tiedX, double tiedY, double tiedBoth, double wrong) {

    /** Pairs in the right order, less those in the wrong one. */
    double surplus() {
      return all - tiedX - tiedY + tiedBoth - 2 * wrong;
    }
  }

  private static Pairs pairs(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(x.length + " and " + y.length + " numbers");
    }
    double[] rankX = Ranks.of(x);
    double[] rankY = Ranks.of(y);
    int n = x.length;
    if (n < 2 || Double.isNaN(rankX[0]) || Double.isNaN(rankY[0])) {
      return new Pairs(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    long[] both = new long[n];
    for (int i = 0; i < n; i++) {
      both[i] = doubled(rankX[i]) << 32 | doubled(rankY[i]);
    }
    Arrays.sort(both);
    long[] second = Arrays.stream(both).map(pair -> pair & 0xffffffffL).toArray();
    double tiedX = tied(Arrays.stream(both).map(pair -> pair >>> 32).toArray());
    double wrong = exchanges(second);
    return new Pairs(n * (n - 1.0) / 2, tiedX, tied(second), tied(both), wrong);
  }

  /** Shared ranks are whole or half numbers. */
  private static long doubled(double rank) {
    return Math.round(2 * rank);
  }

  /** Counts equal pairs in a sorted array. */
  private static double tied(long[] sorted) {
    double pairs = 0;
    int from = 0;
    for (int i = 1; i < sorted.length; i++) {
      from = sorted[i] == sorted[from] ? from : i;
      pairs += i - from;
    }
    return pairs;
  }

  /** Sorts, and counts the pairs that stood in falling order. */
  private static double exchanges(long[] values) {
    long[] merged = new long[values.length];
    double count = 0;
    for (int width = 1; width < values.length; width = Math.multiplyExact(2, width)) {
      for (int from = 0; from < values.length; from += 2 * width) {
        int middle = Math.min(from + width, values.length);
        count += merge(values, merged, from, middle, Math.min(middle + width, values.length));
      }
      System.arraycopy(merged, 0, values, 0, values.length);
    }
    return count;
  }

  private static double merge(long[] values, long[] merged, int from, int middle, int to) {
    double count = 0;
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      if (left < middle && (right == to || values[left] <= values[right])) {
        merged[i] = values[left++];
      } else {
        count += middle - left;
        merged[i] = values[right++];
      }
    }
    return count;
  }
}
