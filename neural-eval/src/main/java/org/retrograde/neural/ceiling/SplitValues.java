// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.ceiling;

import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.stats.Means;

/**
 * One value for each split and neuroid, and how they become one number: the median over neuroids
 * within each split, then the mean over splits (Brain-Score).
 *
 * @param values {@code [splits, neuroids]}; NaN where there is none, which medians leave out
 */
public record SplitValues(Matrix values) {

  /**
   * Returns the median of each split.
   *
   * @return one number a split; NaN if none of its neuroids has a value
   */
  public double[] medians() {
    double[] medians = new double[values.rows()];
    for (int split = 0; split < medians.length; split++) {
      medians[split] = Means.medianIgnoringNaN(values.row(split));
    }
    return medians;
  }

  /**
   * Returns the mean of the splits' medians.
   *
   * @return the mean; NaN if one of them is
   */
  public double mean() {
    return Means.of(medians());
  }

  /**
   * Returns the standard error as Brain-Score has it.
   *
   * @return the population deviation of the splits' medians over the root of their number; splits
   *     overlap, so that it is too small
   */
  public double error() {
    double[] medians = medians();
    return Means.deviation(medians, 0) / Math.sqrt(medians.length);
  }

  /**
   * Averages each neuroid over splits.
   *
   * @return one number a neuroid, the mean over the splits where it has a value; NaN if it has none
   */
  public double[] perNeuroid() {
    double[] means = new double[values.columns()];
    for (int j = 0; j < means.length; j++) {
      means[j] = Means.ignoringNaN(values.column(j));
    }
    return means;
  }

  /**
   * Picks neuroids.
   *
   * @param neuroids their places; one may come several times
   * @return the values of these
   */
  public SplitValues neuroids(int... neuroids) {
    Matrix picked = Matrix.zeros(values.rows(), neuroids.length);
    for (int i = 0; i < values.rows(); i++) {
      for (int j = 0; j < neuroids.length; j++) {
        picked.set(i, j, values.at(i, neuroids[j]));
      }
    }
    return new SplitValues(picked);
  }
}
