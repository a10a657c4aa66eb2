// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.ceiling;

import org.retrograde.api.metric.Matrix;

/** Sums over draws of halves. */
final class ConsistencyTally {

  private final Matrix consistencies;
  private final Matrix counts;
  private final Matrix raw;
  private int used;
  private int skipped;
  private long unreliable;

  ConsistencyTally(int folds, int neuroids) {
    consistencies = Matrix.zeros(folds, neuroids);
    counts = Matrix.zeros(folds, neuroids);
    raw = Matrix.zeros(folds, neuroids);
  }

  /** Two reliabilities below 0 have a product above 0: each is looked at by itself. */
  void add(int fold, double[] xy, double[] xx, double[] yy) {
    used++;
    for (int j = 0; j < xy.length; j++) {
      raw.set(fold, j, xy[j]);
      if (xx[j] > 0 && yy[j] > 0 && !Double.isNaN(xy[j])) {
        double consistency = xy[j] / Math.sqrt(xx[j] * yy[j]);
        consistencies.set(fold, j, consistencies.at(fold, j) + consistency);
        counts.set(fold, j, counts.at(fold, j) + 1);
      } else {
        unreliable++;
      }
    }
  }

  void skip() {
    skipped++;
  }

  ConsistencyResult result() {
    Matrix means = Matrix.zeros(raw.rows(), raw.columns());
    for (int i = 0; i < means.values().length; i++) {
      means.values()[i] = consistencies.values()[i] / counts.values()[i];
    }
    return new ConsistencyResult(
        new SplitValues(means), new SplitValues(raw), used, skipped, unreliable);
  }
}
