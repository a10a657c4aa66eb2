// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.Blas;
import org.retrograde.neural.linear.Vectors;

/**
 * Squared errors of many penalties, summed over rows and over groups of neuroids. A row's errors
 * are combinations, the same for all rows, of a few terms; so their squares follow from the
 * products of all pairs of terms, which are summed over a group's neuroids before any penalty is
 * looked at.
 *
 * @param products terms, {@code [terms * neuroids, rows]}
 * @param observed responses that are a term before these, {@code [rows, neuroids]}; or no columns
 * @param weights what errors are made of, {@code [penalties, terms]}
 * @param squares what each row's squared error is multiplied by, {@code [penalties, rows]}
 * @param together how many neuroids are a group
 */
@SuppressWarnings("ArrayRecordComponent")
record ErrorSums(float[] products, Matrix observed, Matrix weights, Matrix squares, int together) {

  /** Few enough for the products of their pairs to stay in a cache. */
  private static final int ROWS_AT_ONCE = 256;

  /** The sums, {@code [penalties, groups]}. */
  Matrix of(int neuroids) {
    Matrix sums = Matrix.zeros(weights.rows(), neuroids / together);
    for (int group = 0; group < sums.columns(); group++) {
      Matrix pairs = pairs(group * together, neuroids);
      Matrix weighted = Blas.productTransposed(squares, pairs);
      for (int a = 0; a < sums.rows(); a++) {
        sums.set(a, group, combined(weights.row(a), weighted.row(a)));
      }
    }
    return sums;
  }

  /** Products of all pairs of terms, summed over a group's neuroids, {@code [pairs, rows]}. */
  private Matrix pairs(int first, int neuroids) {
    int terms = weights.columns();
    Matrix pairs = Matrix.zeros(terms * (terms + 1) / 2, squares.columns());
    for (int from = 0; from < pairs.columns(); from += ROWS_AT_ONCE) {
      int rows = Math.min(ROWS_AT_ONCE, pairs.columns() - from);
      double[] vectors = new double[terms * rows];
      for (int neuroid = first; neuroid < first + together; neuroid++) {
        read(neuroid, neuroids, from, rows, vectors);
        addPairs(vectors, rows, pairs, from);
      }
    }
    return pairs;
  }

  private void read(int neuroid, int neuroids, int from, int rows, double[] vectors) {
    int terms = weights.columns();
    int ahead = observed.columns() == 0 ? 0 : 1;
    if (ahead > 0) {
      for (int i = 0; i < rows; i++) {
        vectors[i] = observed.at(from + i, neuroid);
      }
    }
    for (int m = ahead; m < terms; m++) {
      int start = ((m - ahead) * neuroids + neuroid) * squares.columns() + from;
      for (int i = 0; i < rows; i++) {
        vectors[m * rows + i] = products[start + i];
      }
    }
  }

  private static void addPairs(double[] vectors, int rows, Matrix pairs, int from) {
    int at = from;
    for (int m = 0; m < vectors.length; m += rows) {
      for (int l = 0; l <= m; l += rows) {
        Vectors.addProducts(vectors, m, l, rows, pairs.values(), at);
        at += pairs.columns();
      }
    }
  }

  private static double combined(double[] weights, double[] weighted) {
    double sum = 0;
    int pair = 0;
    for (int m = 0; m < weights.length; m++) {
      for (int l = 0; l <= m; l++) {
        sum += (l == m ? 1 : 2) * weights[m] * weights[l] * weighted[pair];
        pair++;
      }
    }
    // Rounding can leave less than nothing of what nearly cancels.
    return Math.max(0, sum);
  }
}
