// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.linear;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dsterf;

import java.util.Arrays;
import java.util.List;
import org.retrograde.api.metric.Matrix;

/**
 * A symmetric matrix as a tridiagonal one in another basis: B' T B. Takes half the time of
 * eigenvectors and solves systems for any multiple of the identity added as quickly.
 *
 * @param diagonal the diagonal of T
 * @param off what stands beside it
 * @param basis B, whose rows are orthonormal
 */
@SuppressWarnings("ArrayRecordComponent")
public record Tridiagonal(double[] diagonal, double[] off, Matrix basis) {

  /**
   * Few enough for a row of them, and what is kept of each for some penalties, to stay in a cache.
   */
  private static final int COLUMNS_AT_ONCE = 512;

  /**
   * Reduces.
   *
   * @param symmetric {@code [n, n]}, n at least 1, left as it is
   * @return the same in another basis
   */
  public static Tridiagonal of(Matrix symmetric) {
    int n = symmetric.rows();
    double[] diagonal = new double[n];
    double[] off = new double[n - 1];
    if (n == 1) {
      diagonal[0] = symmetric.at(0, 0);
      return new Tridiagonal(diagonal, off, new Matrix(1, 1, new double[] {1}));
    }
    try (Reflections reflections = Reflections.of(symmetric, diagonal, off)) {
      return new Tridiagonal(diagonal, off, reflections.basis());
    }
  }

  /**
   * Returns the eigenvalues.
   *
   * @return ascending
   */
  public double[] eigenvalues() {
    double[] values = diagonal.clone();
    Blas.check(LAPACKE_dsterf(values.length, values, off.clone()), "the eigenvalues");
    return values;
  }

  /**
   * Solves (T + alpha) x = b.
   *
   * @param alpha large enough for T + alpha to be positive definite
   * @param b {@code [n, q]}, left as it is
   * @return x
   */
  public Matrix solve(double alpha, Matrix b) {
    double[] pivots = pivots(alpha);
    int q = b.columns();
    double[] x = b.values().clone();
    for (int k = 1; k < pivots.length; k++) {
      addRow(-off[k - 1] / pivots[k - 1], x, (k - 1) * q, k * q, q);
    }
    for (int k = pivots.length - 1; k >= 0; k--) {
      for (int j = k * q; j < (k + 1) * q; j++) {
        x[j] /= pivots[k];
      }
      if (k + 1 < pivots.length) {
        addRow(-off[k] / pivots[k], x, (k + 1) * q, k * q, q);
      }
    }
    return new Matrix(b.rows(), q, x);
  }

  /**
   * Returns c' (T + alpha)⁻¹ c for many alphas and c.
   *
   * @param alphas large enough for T + alpha to be positive definite
   * @param columns each a c, {@code [n, m]}
   * @return for each alpha m numbers
   */
  public List<double[]> quadratics(double[] alphas, Matrix columns) {
    List<double[]> pivots = Arrays.stream(alphas).mapToObj(this::pivots).toList();
    List<double[]> sums = pivots.stream().map(one -> new double[columns.columns()]).toList();
    for (int from = 0; from < columns.columns(); from += COLUMNS_AT_ONCE) {
      int count = Math.min(COLUMNS_AT_ONCE, columns.columns() - from);
      List<double[]> eliminated = pivots.stream().map(one -> new double[count]).toList();
      for (int k = 0; k < diagonal.length; k++) {
        int start = k * columns.columns() + from;
        for (int a = 0; a < alphas.length; a++) {
          double factor = k == 0 ? 0 : -off[k - 1] / pivots.get(a)[k - 1];
          eliminate(
              columns.values(),
              start,
              factor,
              1 / pivots.get(a)[k],
              eliminated.get(a),
              sums.get(a),
              from);
        }
      }
    }
    return sums;
  }

  private static void eliminate(
      double[] values,
      int start,
      double factor,
      double inverse,
      double[] eliminated,
      double[] sums,
      int from) {
    for (int i = 0; i < eliminated.length; i++) {
      double value = values[start + i] + factor * eliminated[i];
      eliminated[i] = value;
      sums[from + i] += inverse * value * value;
    }
  }

  /** D of T + alpha = L D L', L having ones on its diagonal. */
  private double[] pivots(double alpha) {
    double[] pivots = new double[diagonal.length];
    for (int k = 0; k < pivots.length; k++) {
      double taken = k == 0 ? 0 : off[k - 1] * off[k - 1] / pivots[k - 1];
      pivots[k] = diagonal[k] + alpha - taken;
    }
    return pivots;
  }

  private static void addRow(double factor, double[] values, int from, int to, int length) {
    for (int j = 0; j < length; j++) {
      values[to + j] += factor * values[from + j];
    }
  }
}
