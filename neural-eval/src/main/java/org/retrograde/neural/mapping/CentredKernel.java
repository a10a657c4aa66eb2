// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.Blas;
import org.retrograde.neural.linear.UnitBlock;

/**
 * Products of all pairs of training rows, centred by the training rows' means, and of any rows with
 * them: all that a linear map needs to know of more units than stimuli.
 *
 * @param train {@code [train, train]}
 * @param cross gives the products of other rows
 */
record CentredKernel(Matrix train, Cross cross) {

  /** Products with the training rows. */
  interface Cross {
    /** {@code [rows, train]}, centred by the training rows' means. */
    Matrix of(int... rows);
  }

  static CentredKernel of(Activations activations, int[] train, boolean scale) {
    return scale ? scaled(activations, train) : of(activations, train);
  }

  /** Takes its part of X X', which is the same for every fold. */
  static CentredKernel of(Activations activations, int[] train) {
    Matrix gram = activations.gram();
    Matrix kernel = part(gram, train, train);
    double[] means = rowMeans(kernel);
    double grand = mean(means);
    centre(kernel, means, means, grand);
    return new CentredKernel(
        kernel,
        rows -> {
          Matrix cross = part(gram, rows, train);
          return centre(cross, rowMeans(cross), means, grand);
        });
  }

  /** Reads the units once more, since their scales depend on the fold. */
  static CentredKernel scaled(Activations activations, int[] train) {
    int n = activations.stimuli();
    Matrix all = Matrix.zeros(n, n);
    for (UnitBlock block : UnitBlock.moderate(activations.units(), n)) {
      Matrix units = activations.units(block.from(), block.to());
      Centred scales = Centred.scaled(units.rows(train));
      scales.apply(units);
      Blas.addGram(units, all);
    }
    Blas.mirror(all);
    return new CentredKernel(part(all, train, train), rows -> part(all, rows, train));
  }

  private static Matrix part(Matrix matrix, int[] rows, int[] columns) {
    Matrix result = Matrix.zeros(rows.length, columns.length);
    for (int i = 0; i < rows.length; i++) {
      int from = rows[i] * matrix.columns();
      int to = i * columns.length;
      for (int j = 0; j < columns.length; j++) {
        result.values()[to + j] = matrix.values()[from + columns[j]];
      }
    }
    return result;
  }

  private static double[] rowMeans(Matrix matrix) {
    double[] means = new double[matrix.rows()];
    for (int i = 0; i < means.length; i++) {
      means[i] = mean(matrix.row(i));
    }
    return means;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static Matrix centre(Matrix matrix, double[] rows, double[] columns, double grand) {
    double[] values = matrix.values();
    for (int i = 0; i < rows.length; i++) {
      int start = i * columns.length;
      double shift = rows[i] - grand;
      for (int j = 0; j < columns.length; j++) {
        values[start + j] -= shift + columns[j];
      }
    }
    return matrix;
  }
}
