// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.stats;

import org.retrograde.api.metric.Matrix;

/** Pearson's correlation, centred before anything is multiplied. */
public final class Pearson {

  private Pearson() {}

  /**
   * Correlates.
   *
   * @param x numbers
   * @param y as many
   * @return from -1 to 1; NaN if either is constant or has a NaN, or there are fewer than two
   */
  public static double of(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(x.length + " and " + y.length + " numbers");
    }
    return x.length < 2 ? Double.NaN : ofUnits(unit(x), unit(y));
  }

  /**
   * Correlates column by column.
   *
   * @param x numbers
   * @param y as many, in the same shape
   * @return the correlation of each column, NaN as {@link #of} has it
   */
  public static double[] ofColumns(Matrix x, Matrix y) {
    if (x.columns() != y.columns()) {
      throw new IllegalArgumentException(x.columns() + " and " + y.columns() + " columns");
    }
    double[] result = new double[x.columns()];
    for (int j = 0; j < result.length; j++) {
      result[j] = of(x.column(j), y.column(j));
    }
    return result;
  }

  /** The deviations from the mean, scaled to length 1; NaN where there are none. */
  private static double[] unit(double[] values) {
    double mean = Means.of(values);
    double[] result = new double[values.length];
    double squares = 0;
    boolean constant = true;
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i] - mean;
      squares += result[i] * result[i];
      constant &= values[i] == values[0];
    }
    // A mean may round to another number than the constant itself.
    double norm = constant ? Double.NaN : Math.sqrt(squares);
    for (int i = 0; i < values.length; i++) {
      result[i] /= norm;
    }
    return result;
  }

  private static double ofUnits(double[] x, double[] y) {
    double product = 0;
    for (int i = 0; i < x.length; i++) {
      product += x[i] * y[i];
    }
    return Math.max(-1, Math.min(1, product));
  }
}
