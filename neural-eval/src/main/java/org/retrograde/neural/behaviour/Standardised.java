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
      double deviation = Means.deviation(column, 0);
      scale(train, j, mean, deviation == 0 ? 1 : deviation);
      scale(test, j, mean, deviation == 0 ? 1 : deviation);
    }
    return new Standardised(train, test);
  }

  private static void scale(Matrix m, int column, double mean, double deviation) {
    for (int i = 0; i < m.rows(); i++) {
      m.set(i, column, (m.at(i, column) - mean) / deviation);
    }
  }
}
