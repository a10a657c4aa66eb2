// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import java.util.function.IntPredicate;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.Vectors;

/** Centred responses while components are taken off them. */
record PlsTargets(Matrix values) {

  /**
   * Empties the columns that rounding alone has left anything in.
   *
   * @param followers what has a column for each column of the responses and is emptied with them
   */
  void clean(Matrix followers) {
    double[] largest = largest();
    for (int j = 0; j < largest.length; j++) {
      if (largest[j] > 0 && largest[j] < 10 * PlsOptions.EPSILON) {
        empty(values, j);
        empty(followers, j);
      }
    }
  }

  /** The first column that is not empty; -1 if there is none. */
  int first() {
    double[] largest = largest();
    for (int j = 0; j < largest.length; j++) {
      if (largest[j] > PlsOptions.EPSILON) {
        return j;
      }
    }
    return -1;
  }

  boolean hasColumn(int column) {
    for (int i = 0; i < values.rows(); i++) {
      if (Math.abs(values.at(i, column)) > PlsOptions.EPSILON) {
        return true;
      }
    }
    return false;
  }

  void deflate(double[] scores, double[] loadings) {
    Vectors.addOuter(-1, scores, loadings, values);
  }

  /** The first column that is not empty and says anything of X; -1 if there is none. */
  static int firstOf(Matrix products, IntPredicate hasColumn) {
    for (int j = 0; j < products.rows(); j++) {
      if (products.at(j, j) > 0 && hasColumn.test(j)) {
        return j;
      }
    }
    return -1;
  }

  static double trace(Matrix square) {
    double sum = 0;
    for (int i = 0; i < square.rows(); i++) {
      sum += square.at(i, i);
    }
    return sum;
  }

  static double[] unit(int length, int place) {
    double[] result = new double[length];
    result[place] = 1;
    return result;
  }

  private static void empty(Matrix matrix, int column) {
    for (int i = 0; i < matrix.rows(); i++) {
      matrix.set(i, column, 0);
    }
  }

  private double[] largest() {
    double[] largest = new double[values.columns()];
    for (int start = 0; start < values.values().length; start += largest.length) {
      for (int j = 0; j < largest.length; j++) {
        largest[j] = Math.max(largest[j], Math.abs(values.values()[start + j]));
      }
    }
    return largest;
  }
}
