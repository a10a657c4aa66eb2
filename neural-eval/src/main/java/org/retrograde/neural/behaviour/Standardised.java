// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.behaviour;

import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.stats.Means;

/**
 * Features of two parts of the images, less the training part's mean, over its population
 * deviation; features that do not vary there are only centred.
 *
 * @param train the part to fit on
 * @param test the other
 */
public record Standardised(Matrix train, Matrix test) {

  /**
   * Standardises.
   *
   * @param features {@code [images, features]}, left as they are
   * @param fold the rows of both parts
   * @return the parts
   */
  public static Standardised of(Matrix features, Fold fold) {
    Matrix train = features.rows(fold.train());
    Matrix test = features.rows(fold.test());
    for (int j = 0; j < features.columns(); j++) {
      double[] column = train.column(j);
      double mean = Means.of(column);
      double deviation = deviation(column, mean);
      scale(train, j, mean, deviation);
      scale(test, j, mean, deviation);
    }
    return new Standardised(train, test);
  }

  /** Or 1, if no more than rounding tells values apart: scikit-learn's bound. */
  private static double deviation(double[] column, double mean) {
    double deviation = Means.deviation(column, 0);
    double variance = deviation * deviation;
    double rounded = column.length * mean * Math.ulp(1.0);
    double bound = column.length * Math.ulp(1.0) * variance + rounded * rounded;
    return variance <= bound ? 1 : deviation;
  }

  private static void scale(Matrix m, int column, double mean, double deviation) {
    for (int i = 0; i < m.rows(); i++) {
      m.set(i, column, (m.at(i, column) - mean) / deviation);
    }
  }
}
