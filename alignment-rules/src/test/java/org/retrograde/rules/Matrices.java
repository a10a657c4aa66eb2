// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.List;
import org.retrograde.engine.checkpoint.NamedArray;

/** Small matrices in row-major arrays. */
final class Matrices {

  private Matrices() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** The product of a matrix of some rows with another. */
  static double[] product(double[] a, int rows, double[] b) {
    int inner = a.length / rows;
    int columns = b.length / inner;
    double[] product = new double[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        for (int k = 0; k < inner; k++) {
          product[row * columns + column] += a[row * inner + k] * b[k * columns + column];
        }
      }
    }
    return product;
  }

  /** aᵀ b, of two matrices with as many rows. */
  static double[] transposedProduct(double[] a, int rows, double[] b) {
    return product(transpose(a, rows, a.length / rows), a.length / rows, b);
  }

  /** A dense B, {@code [out, in]}, laid out as W; other arrays as they are. */
  static NamedArray feedbackAsWeight(NamedArray feedback) {
    if (feedback.shape().size() != 2) {
      return feedback;
    }
    int rows = Math.toIntExact(feedback.shape().get(0));
    int columns = Math.toIntExact(feedback.shape().get(1));
    double[] transposed = transpose(FixtureArrays.doubles(feedback), rows, columns);
    return new NamedArray(List.of((long) columns, (long) rows), transposed);
  }

  static double[] transpose(double[] matrix, int rows, int columns) {
    double[] transposed = new double[matrix.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        transposed[column * rows + row] = matrix[row * columns + column];
      }
    }
    return transposed;
  }
}
