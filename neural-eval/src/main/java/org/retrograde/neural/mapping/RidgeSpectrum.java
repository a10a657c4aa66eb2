// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import java.util.Arrays;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.Blas;
import org.retrograde.neural.linear.Vectors;

/**
 * The directions in which activations vary, with which ridge regression is solved for any penalty
 * at once, and the error of each training row if it had been left out.
 *
 * <p>With basis rows b_k, eigenvalues l_k and f_k = 1 / (l_k + alpha), left-out errors are r / d,
 * where in terms of all rows r = Σ b_k f_k (b_k Y) and d_i = Σ b_ki² f_k (both are the errors and 1
 * - h of the textbook, divided by alpha, so that none of them cancels for small penalties); in
 * terms of units r = Y - Σ b_k f_k (b_k Y) and d_i = 1 - 1/n - Σ b_ki² f_k.
 *
 * @param basis {@code [directions, rows]}
 * @param values the eigenvalues
 * @param solver turns what is filtered into the solution, {@code [directions, inputs]}
 * @param flat what directions without variance, other than the constant one, have of each row
 * @param residual whether r and d are what is left after the filter
 */
@SuppressWarnings("ArrayRecordComponent")
record RidgeSpectrum(
    Matrix basis, double[] values, Matrix solver, double[] flat, boolean residual) {

  /** Of products of all pairs of rows, centred. */
  static RidgeSpectrum ofKernel(Matrix kernel) {
    Blas.Eigen eigen = Blas.eigen(kernel);
    int n = kernel.rows();
    double[] values = eigen.values();
    double rounding = n * PlsOptions.EPSILON * Math.max(0, values[n - 1]);
    // What is centred has no variance in the constant direction.
    int flatDirections = 1;
    while (flatDirections < n && values[flatDirections] <= rounding) {
      flatDirections++;
    }
    Arrays.fill(values, 0, flatDirections, 0);
    double[] flat = new double[n];
    if (flatDirections == 1) {
      // It is the constant one, of which centred responses have nothing.
      Arrays.fill(eigen.vectors().values(), 0, n, 0);
    } else {
      Arrays.fill(flat, -1.0 / n);
    }
    return new RidgeSpectrum(eigen.vectors(), values, eigen.vectors(), flat, false);
  }

  /** Of products of all pairs of units, and the rows they are of, centred. */
  static RidgeSpectrum ofUnits(Matrix scatter, Matrix rows) {
    Blas.Eigen eigen = Blas.eigen(scatter);
    Matrix basis = Blas.productTransposed(eigen.vectors(), rows);
    double[] values = new double[basis.rows()];
    for (int k = 0; k < values.length; k++) {
      // More exact than the eigenvalue where that is small.
      double[] row = basis.row(k);
      values[k] = Vectors.dot(row, row);
    }
    double[] flat = new double[rows.rows()];
    Arrays.fill(flat, 1 - 1.0 / flat.length);
    return new RidgeSpectrum(basis, values, eigen.vectors(), flat, true);
  }

  /** f of each direction. */
  double[] filter(double alpha) {
    return Arrays.stream(values).map(value -> 1 / (value + alpha)).toArray();
  }

  /** d of each row for each filter, {@code [filters, rows]}. */
  Matrix denominators(Matrix filters, double[] alphas) {
    double[] squares = basis.values().clone();
    for (int at = 0; at < squares.length; at++) {
      squares[at] *= squares[at];
    }
    Matrix sums = Blas.product(filters, new Matrix(basis.rows(), basis.columns(), squares));
    for (int a = 0; a < sums.rows(); a++) {
      for (int i = 0; i < sums.columns(); i++) {
        double sum = sums.at(a, i);
        sums.set(a, i, residual ? flat[i] - sum : sum + flat[i] / alphas[a]);
      }
    }
    return sums;
  }

  /** f_k z_k for several filters side by side, {@code [directions, filters * neuroids]}. */
  Matrix scaled(Matrix filters, Matrix projected) {
    int neuroids = projected.columns();
    Matrix all = Matrix.zeros(projected.rows(), filters.rows() * neuroids);
    for (int k = 0; k < projected.rows(); k++) {
      for (int f = 0; f < filters.rows(); f++) {
        double factor = filters.at(f, k);
        int to = k * all.columns() + f * neuroids;
        for (int j = 0; j < neuroids; j++) {
          all.values()[to + j] = factor * projected.values()[k * neuroids + j];
        }
      }
    }
    return all;
  }

  /** Σ b_k f_k z_k, {@code [rows, neuroids]}. */
  Matrix filtered(Matrix filter, Matrix projected) {
    return Blas.transposedProduct(basis, scaled(filter, projected));
  }

  /** The coefficients or multiples, {@code [inputs, neuroids]}, given what was filtered. */
  Matrix solution(Matrix filter, Matrix projected, Matrix filtered) {
    return residual ? Blas.transposedProduct(solver, scaled(filter, projected)) : filtered;
  }
}
