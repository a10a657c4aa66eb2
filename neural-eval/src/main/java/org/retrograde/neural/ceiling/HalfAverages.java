// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.ceiling;

import java.util.stream.IntStream;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.stats.Pearson;

/**
 * The averages of two halves of the repetitions.
 *
 * @param first {@code [stimuli, neuroids]}, NaN where a stimulus has no trial in this half
 * @param second the same of the other half
 */
public record HalfAverages(Matrix first, Matrix second) {

  /** Checks the shapes. */
  public HalfAverages {
    if (first.rows() != second.rows() || first.columns() != second.columns()) {
      throw new IllegalArgumentException("halves differ in shape");
    }
  }

  /**
   * Returns how reliable the average of all repetitions is.
   *
   * @return of each neuroid, by Spearman and Brown from the correlation of the halves over the
   *     stimuli that both have; NaN if a half is constant there
   */
  public double[] reliability() {
    return IntStream.range(0, first.columns()).mapToDouble(this::reliability).toArray();
  }

  private double reliability(int neuroid) {
    int[] known =
        IntStream.range(0, first.rows())
            .filter(i -> !Double.isNaN(first.at(i, neuroid) + second.at(i, neuroid)))
            .toArray();
    return SpearmanBrown.of(
        Pearson.of(picked(first, neuroid, known), picked(second, neuroid, known)));
  }

  private static double[] picked(Matrix half, int neuroid, int... stimuli) {
    return IntStream.of(stimuli).mapToDouble(i -> half.at(i, neuroid)).toArray();
  }

  boolean isWhole() {
    return isWhole(first) && isWhole(second);
  }

  static boolean isWhole(Matrix m) {
    for (double value : m.values()) {
      if (Double.isNaN(value)) {
        return false;
      }
    }
    return true;
  }
}
