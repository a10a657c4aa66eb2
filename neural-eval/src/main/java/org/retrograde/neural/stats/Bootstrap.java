// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.stats;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.retrograde.api.random.RandomStream;

/**
 * A statistic of samples drawn from a sample with replacement (Efron, 1979).
 *
 * @param values the statistic of each drawn sample, NaN where it had none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Bootstrap(double[] values) {

  /**
   * Draws.
   *
   * @param size how many members the sample has
   * @param draws how many samples to draw of it
   * @param statistic of the members at these places, some of which come several times; NaN if it
   *     has no value
   * @param random where the places come from
   * @return the statistics
   */
  public static Bootstrap of(
      int size, int draws, ToDoubleFunction<int[]> statistic, RandomStream random) {
    double[] values = new double[draws];
    int[] places = new int[size];
    for (int draw = 0; draw < draws; draw++) {
      Arrays.setAll(places, i -> random.nextInt(size));
      values[draw] = statistic.applyAsDouble(places);
    }
    return new Bootstrap(values);
  }

  /**
   * Returns the standard error.
   *
   * @return the sample deviation of the statistics that have a value; NaN if fewer than two have
   */
  public double error() {
    return Means.deviation(known(), 1);
  }

  /**
   * Returns a percentile of the statistics, with linear interpolation as NumPy has it.
   *
   * @param fraction from 0 to 1: 0.025 and 0.975 bound the 95 % interval
   * @return the percentile; NaN if no statistic has a value
   */
  public double percentile(double fraction) {
    return Percentiles.ignoringNaN(values, fraction);
  }

  private double[] known() {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
  }
}
