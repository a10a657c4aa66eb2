// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import java.util.Arrays;
import java.util.List;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.Blas;
import org.retrograde.neural.linear.Tridiagonal;

/**
 * Activations in a form in which ridge regression is solved quickly for any penalty, with the error
 * of each training row if it had been left out.
 *
 * <p>With f = (T + alpha)⁻¹ and columns b_i of the rows in T's basis, left-out errors are r / d,
 * where by products of rows r_i = b_i f B Y and d_i = b_i f b_i - c (both are the errors and 1 - h
 * of the textbook, divided by alpha, so that neither cancels for small penalties), and by products
 * of units r_i = y_i - b_i f B Y and d_i = 1 - 1/n - b_i f b_i.
 *
 * @param form products of rows, or of units
 * @param basis B: the rows in T's basis, {@code [directions, rows]}
 * @param values T's eigenvalues, ascending
 * @param constant what was added to the constant direction of products of rows; c follows from it
 * @param residual whether r and d are what is left
 */
@SuppressWarnings("ArrayRecordComponent")
record RidgeSpectrum(
    Tridiagonal form, Matrix basis, double[] values, double constant, boolean residual) {

  /** Of products of all pairs of rows, centred. */
  static RidgeSpectrum ofKernel(Matrix kernel) {
    int n = kernel.rows();
    // Centred rows have nothing in the constant direction. Filled up, it is one like the others.
    double constant = PlsTargets.trace(kernel) / n;
    Matrix filled = new Matrix(n, n, kernel.values().clone());
    for (int at = 0; at < filled.values().length; at++) {
      filled.values()[at] += constant / n;
    }
    Tridiagonal form = Tridiagonal.of(filled);
    return new RidgeSpectrum(form, form.basis(), form.eigenvalues(), constant, false);
  }

  /** Of products of all pairs of units, and the rows they are of, centred. */
  static RidgeSpectrum ofUnits(Matrix scatter, Matrix rows) {
    Tridiagonal form = Tridiagonal.of(scatter);
    Matrix basis = Blas.productTransposed(form.basis(), rows);
    return new RidgeSpectrum(form, basis, form.eigenvalues(), 0, true);
  }

  /** The penalty that a penalty counts as: rounding outweighs very small ones. */
  double effective(double alpha) {
    return Math.max(alpha, values.length * PlsOptions.EPSILON * largest());
  }

  /** What each direction adds to errors, by its function of the penalty: {@link FilterBasis}. */
  double[] function(double alpha) {
    double penalty = effective(alpha);
    return Arrays.stream(values)
        .map(value -> (residual ? Math.max(0, value) : 1) / (value + penalty))
        .toArray();
  }

  /** How much longer than a column of f z what is made of it by B may be. */
  double norm() {
    return residual ? Math.sqrt(largest()) : 1;
  }

  private double largest() {
    return Math.max(0, values[values.length - 1]);
  }

  /** f z, {@code [directions, neuroids]}. */
  Matrix solved(double alpha, Matrix projected) {
    return form.solve(effective(alpha), projected);
  }

  /** b_i f b_i of each row, for each penalty. */
  List<double[]> quadratics(double... alphas) {
    return form.quadratics(Arrays.stream(alphas).map(this::effective).toArray(), basis);
  }

  /** 1 / d of each row, given what was just computed. */
  double[] inverse(double alpha, double[] quadratics) {
    double n = quadratics.length;
    double direction = 1 / (n * (constant + effective(alpha)));
    return Arrays.stream(quadratics)
        .map(sum -> 1 / (residual ? 1 - 1 / n - sum : sum - direction))
        .toArray();
  }

  /** How many units, or rows, the solution speaks of. */
  int solutionRows() {
    return form.basis().columns();
  }

  /** The coefficients of units or multiples of rows, given f z and B' f z. */
  Matrix solution(Matrix solved, Matrix filtered) {
    return residual ? Blas.transposedProduct(form.basis(), solved) : filtered;
  }
}
