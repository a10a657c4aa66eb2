// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import java.util.Arrays;
import org.retrograde.api.metric.Matrix;

/**
 * Columns without their means, and divided by scales.
 *
 * @param values a matrix of its own
 * @param means what was taken off each column
 * @param scales what each column was then divided by
 */
@SuppressWarnings("ArrayRecordComponent")
record Centred(Matrix values, double[] means, double[] scales) {

  /** Takes the means off. */
  static Centred of(Matrix matrix) {
    double[] ones = new double[matrix.columns()];
    Arrays.fill(ones, 1);
    Matrix values = new Matrix(matrix.rows(), matrix.columns(), matrix.values().clone());
    Centred centred = new Centred(values, means(matrix), ones);
    centred.apply(values);
    return centred;
  }

  /** Takes the means off, and divides by the sample deviations where there are any. */
  static Centred scaled(Matrix matrix) {
    Centred centred = of(matrix);
    double[] scales = deviations(centred.values);
    for (int j = 0; j < scales.length; j++) {
      scales[j] = isConstant(matrix, j) || !(scales[j] > 0) ? 1 : scales[j];
    }
    new Centred(centred.values, new double[scales.length], scales).apply(centred.values);
    return new Centred(centred.values, centred.means, scales);
  }

  static Centred of(Matrix matrix, boolean scale) {
    return scale ? scaled(matrix) : of(matrix);
  }

  /** Brings rows of the same columns to the same means and scales, in place. */
  Matrix apply(Matrix rows) {
    double[] values = rows.values();
    for (int start = 0; start < values.length; start += means.length) {
      for (int j = 0; j < means.length; j++) {
        values[start + j] = (values[start + j] - means[j]) / scales[j];
      }
    }
    return rows;
  }

  /** Brings predictions of these columns back to where they were, in place. */
  Matrix restore(Matrix predictions) {
    double[] values = predictions.values();
    for (int start = 0; start < values.length; start += means.length) {
      for (int j = 0; j < means.length; j++) {
        values[start + j] = values[start + j] * scales[j] + means[j];
      }
    }
    return predictions;
  }

  private static double[] means(Matrix matrix) {
    double[] means = new double[matrix.columns()];
    double[] values = matrix.values();
    for (int start = 0; start < values.length; start += means.length) {
      for (int j = 0; j < means.length; j++) {
        means[j] += values[start + j];
      }
    }
    for (int j = 0; j < means.length; j++) {
      means[j] /= matrix.rows();
    }
    return means;
  }

  private static double[] deviations(Matrix centred) {
    double[] squares = new double[centred.columns()];
    double[] values = centred.values();
    for (int start = 0; start < values.length; start += squares.length) {
      for (int j = 0; j < squares.length; j++) {
        squares[j] += values[start + j] * values[start + j];
      }
    }
    return Arrays.stream(squares).map(sum -> Math.sqrt(sum / (centred.rows() - 1))).toArray();
  }

  /** Rounding may leave a deviation where there is none. */
  static boolean isConstant(Matrix matrix, int column) {
    for (int i = 1; i < matrix.rows(); i++) {
      if (matrix.at(i, column) != matrix.at(0, column)) {
        return false;
      }
    }
    return true;
  }
}
