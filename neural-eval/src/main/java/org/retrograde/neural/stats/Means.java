// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.stats;

import java.util.Arrays;

/** Means, medians and what they spread by. */
public final class Means {

  private Means() {}

  /**
   * Returns the mean.
   *
   * @param values numbers
   * @return their mean; NaN if there are none or one is NaN
   */
  public static double of(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /**
   * Returns the mean of those that are not NaN.
   *
   * @param values numbers
   * @return their mean; NaN if there are none
   */
  public static double ignoringNaN(double[] values) {
    return of(known(values));
  }

  /**
   * Returns the median.
   *
   * @param values numbers
   * @return the middle one, or the mean of the middle two; NaN if there are none or one is NaN
   */
  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    // NaN sorts last.
    if (n == 0 || Double.isNaN(sorted[n - 1])) {
      return Double.NaN;
    }
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  }

  /**
   * Returns the median of those that are not NaN.
   *
   * @param values numbers
   * @return as {@link #median}; NaN if there are none
   */
  public static double medianIgnoringNaN(double[] values) {
    return median(known(values));
  }

  /**
   * Returns the standard deviation.
   *
   * @param values numbers
   * @param lost what is taken off their number before dividing: 0 for a population, 1 for a sample
   * @return the deviation; NaN if there are no more than {@code lost}, or one is NaN
   */
  public static double deviation(double[] values, int lost) {
    double mean = of(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return values.length > lost ? Math.sqrt(squares / (values.length - lost)) : Double.NaN;
  }

  private static double[] known(double[] values) {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
  }
}
