// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.similarity;

import java.util.List;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Matrix;

/** Sums over the rows of matrices. */
final class Rows {

  /** So many units are read at a time. */
  private static final int BLOCK = 1024;

  private Rows() {}

  /** Each row less its mean. */
  static Matrix centred(Matrix m) {
    Matrix result = Matrix.zeros(m.rows(), m.columns());
    for (int i = 0; i < m.rows(); i++) {
      double mean = 0;
      for (int j = 0; j < m.columns(); j++) {
        mean += m.at(i, j);
      }
      mean /= m.columns();
      for (int j = 0; j < m.columns(); j++) {
        result.set(i, j, m.at(i, j) - mean);
      }
    }
    return result;
  }

  static double[] squares(Matrix m) {
    double[] result = new double[m.rows()];
    for (int i = 0; i < m.rows(); i++) {
      result[i] = product(m, i, m, i);
    }
    return result;
  }

  /** The inner product of two rows. */
  static double product(Matrix m, int i, Matrix other, int j) {
    double sum = 0;
    int a = i * m.columns();
    int b = j * m.columns();
    for (int k = 0; k < m.columns(); k++) {
      sum += m.values()[a + k] * other.values()[b + k];
    }
    return sum;
  }

  static Matrix sum(List<Matrix> matrices) {
    Matrix first = matrices.get(0);
    Matrix sum = Matrix.zeros(first.rows(), first.columns());
    for (Matrix m : matrices) {
      for (int i = 0; i < sum.values().length; i++) {
        sum.values()[i] += m.values()[i];
      }
    }
    return sum;
  }

  /** Rows and columns of a square matrix. */
  static Matrix among(Matrix square, int[] places) {
    Matrix result = Matrix.zeros(places.length, places.length);
    for (int i = 0; i < places.length; i++) {
      for (int j = 0; j < places.length; j++) {
        result.set(i, j, square.at(places[i], places[j]));
      }
    }
    return result;
  }

  /** The mean over units of each of these rows. */
  static double[] means(Activations activations, int[] rows) {
    double[] means = new double[rows.length];
    for (int from = 0; from < activations.units(); from += BLOCK) {
      Matrix block = activations.units(from, Math.min(activations.units(), from + BLOCK));
      for (int i = 0; i < rows.length; i++) {
        for (int j = 0; j < block.columns(); j++) {
          means[i] += block.at(rows[i], j) / activations.units();
        }
      }
    }
    return means;
  }

  /** Makes the gram matrix of rows that of rows less their means. */
  static void removeMeans(Matrix gram, double[] means, int units) {
    for (int i = 0; i < gram.rows(); i++) {
      for (int j = 0; j < gram.rows(); j++) {
        gram.set(i, j, gram.at(i, j) - units * means[i] * means[j]);
      }
    }
  }
}
