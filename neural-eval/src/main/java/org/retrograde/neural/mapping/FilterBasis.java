// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.Vectors;

/**
 * A few penalties, the pivots, and how every other's function of eigenvalues is a combination of
 * theirs: found by orthogonalising one after the other, that which is least explained first.
 * Whatever is linear in these functions combines in the same way.
 *
 * @param pivots places of the penalties
 * @param parts of each function, divided by its length, in the orthogonal ones, {@code [penalties,
 *     pivots]}
 * @param norms of what was left of each pivot when its turn came
 * @param lengths of each function
 * @param rests the largest magnitude of what is left of each function
 */
@SuppressWarnings("ArrayRecordComponent")
record FilterBasis(
    List<Integer> pivots, Matrix parts, double[] norms, double[] lengths, double[] rests) {

  /** What may be left of a function, as a part of its length. */
  private static final double REST = 3e-7;

  /** Finds them, given the functions' values, {@code [penalties, eigenvalues]}. */
  static FilterBasis of(Matrix functions) {
    int count = functions.rows();
    List<double[]> left = new ArrayList<>();
    double[] lengths = new double[count];
    for (int a = 0; a < count; a++) {
      lengths[a] = length(functions.row(a));
      left.add(Vectors.scaled(lengths[a] > 0 ? 1 / lengths[a] : 0, functions.row(a)));
    }
    List<Integer> pivots = new ArrayList<>();
    Matrix parts = Matrix.zeros(count, count);
    double[] norms = new double[count];
    int next = longest(left);
    while (pivots.size() < count && length(left.get(next)) > REST) {
      int m = pivots.size();
      norms[m] = length(left.get(next));
      double[] vector = Vectors.scaled(1 / norms[m], left.get(next));
      for (int a = 0; a < count; a++) {
        parts.set(a, m, Vectors.dot(left.get(a), vector));
        Vectors.add(-parts.at(a, m), vector, left.get(a));
      }
      pivots.add(next);
      next = longest(left);
    }
    double[] rests = new double[count];
    Arrays.setAll(rests, a -> lengths[a] * largest(left.get(a)));
    return new FilterBasis(pivots, firstColumns(parts, pivots.size()), norms, lengths, rests);
  }

  /** What belongs to the orthogonal functions, given what belongs to the pivots'. */
  List<double[]> orthogonal(List<double[]> ofPivots) {
    List<double[]> result = new ArrayList<>();
    for (int m = 0; m < pivots.size(); m++) {
      int pivot = pivots.get(m);
      double[] vector = Vectors.scaled(1 / lengths[pivot], ofPivots.get(m));
      for (int l = 0; l < m; l++) {
        Vectors.add(-parts.at(pivot, l), result.get(l), vector);
      }
      result.add(Vectors.scaled(1 / norms[m], vector));
    }
    return result;
  }

  /**
   * What belongs to any of the functions, given what belongs to the orthogonal ones: so many
   * numbers.
   */
  double[] combined(int a, List<double[]> orthogonal, int size) {
    double[] sum = new double[size];
    for (int m = 0; m < orthogonal.size(); m++) {
      Vectors.add(lengths[a] * parts.at(a, m), orthogonal.get(m), sum);
    }
    return sum;
  }

  private static int longest(List<double[]> vectors) {
    int place = 0;
    double most = -1;
    for (int a = 0; a < vectors.size(); a++) {
      double length = length(vectors.get(a));
      if (length > most) {
        place = a;
        most = length;
      }
    }
    return place;
  }

  private static double length(double[] vector) {
    return Math.sqrt(Vectors.dot(vector, vector));
  }

  private static double largest(double[] vector) {
    return Arrays.stream(vector).map(Math::abs).max().orElse(0);
  }

  private static Matrix firstColumns(Matrix matrix, int columns) {
    Matrix result = Matrix.zeros(matrix.rows(), columns);
    for (int a = 0; a < matrix.rows(); a++) {
      for (int m = 0; m < columns; m++) {
        result.set(a, m, matrix.at(a, m));
      }
    }
    return result;
  }
}
