// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import java.util.ArrayList;
import java.util.List;
import org.retrograde.api.metric.Matrix;

/**
 * A few vectors of which many filters are combinations, found by orthogonalising one filter after
 * the other, that which is least explained first.
 *
 * @param vectors {@code [few, directions]}
 * @param coefficients of each filter divided by its length, {@code [filters, few]}
 * @param lengths of each filter
 */
@SuppressWarnings("ArrayRecordComponent")
record FilterBasis(Matrix vectors, Matrix coefficients, double[] lengths) {

  /** What may be left of a filter, as a part of its length. */
  private static final double REST = 3e-7;

  /**
   * Finds them.
   *
   * @param filters {@code [filters, directions]}
   * @param weights what counts as the length of each direction
   */
  static FilterBasis of(Matrix filters, double[] weights) {
    int count = filters.rows();
    List<double[]> left = new ArrayList<>();
    double[] lengths = new double[count];
    for (int a = 0; a < count; a++) {
      double[] filter = filters.row(a);
      lengths[a] = Math.sqrt(product(filter, filter, weights));
      left.add(scaled(filter, lengths[a]));
    }
    List<double[]> vectors = new ArrayList<>();
    List<double[]> coefficients = new ArrayList<>();
    int next = longest(left, weights);
    while (vectors.size() < count && length(left.get(next), weights) > REST) {
      double[] vector = scaled(left.get(next), length(left.get(next), weights));
      double[] factors = new double[count];
      for (int a = 0; a < count; a++) {
        factors[a] = product(left.get(a), vector, weights);
        subtract(factors[a], vector, left.get(a));
      }
      vectors.add(vector);
      coefficients.add(factors);
      next = longest(left, weights);
    }
    return new FilterBasis(rows(vectors, weights.length), columns(coefficients, count), lengths);
  }

  private static double[] scaled(double[] values, double length) {
    double[] result = values.clone();
    for (int k = 0; k < result.length && length > 0; k++) {
      result[k] /= length;
    }
    return result;
  }

  private static int longest(List<double[]> vectors, double[] weights) {
    int place = 0;
    double most = -1;
    for (int a = 0; a < vectors.size(); a++) {
      double length = product(vectors.get(a), vectors.get(a), weights);
      if (length > most) {
        place = a;
        most = length;
      }
    }
    return place;
  }

  private static double length(double[] vector, double[] weights) {
    return Math.sqrt(product(vector, vector, weights));
  }

  private static double product(double[] x, double[] y, double[] weights) {
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += x[k] * y[k] * weights[k] * weights[k];
    }
    return sum;
  }

  private static void subtract(double factor, double[] vector, double[] from) {
    for (int k = 0; k < vector.length; k++) {
      from[k] -= factor * vector[k];
    }
  }

  private static Matrix rows(List<double[]> vectors, int length) {
    Matrix result = Matrix.zeros(vectors.size(), length);
    for (int m = 0; m < vectors.size(); m++) {
      System.arraycopy(vectors.get(m), 0, result.values(), m * length, length);
    }
    return result;
  }

  private static Matrix columns(List<double[]> vectors, int length) {
    Matrix result = Matrix.zeros(length, vectors.size());
    for (int m = 0; m < vectors.size(); m++) {
      for (int a = 0; a < length; a++) {
        result.set(a, m, vectors.get(m)[a]);
      }
    }
    return result;
  }
}
