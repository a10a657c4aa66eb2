// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.linear;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dorgtr;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dsterf;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dsytrd;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

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
   * Reduces.
   *
   * @param symmetric {@code [n, n]}, n at least 1, left as it is
   * @return the same in another basis
   */
  public static Tridiagonal of(Matrix symmetric) {
    int n = symmetric.rows();
    double[] vectors = symmetric.values().clone();
    double[] diagonal = new double[n];
    double[] off = new double[n - 1];
    double[] tau = new double[n - 1];
    if (n == 1) {
      return new Tridiagonal(vectors, off, new Matrix(1, 1, new double[] {1}));
    }
    // By columns and by rows it is the same; basis vectors come as columns, which are rows here.
    byte lower = (byte) 'L';
    int reduced = LAPACKE_dsytrd(LAPACK_COL_MAJOR, lower, n, vectors, n, diagonal, off, tau);
    Blas.check(reduced, "the tridiagonal form");
    Blas.check(LAPACKE_dorgtr(LAPACK_COL_MAJOR, lower, n, vectors, n, tau), "the tridiagonal form");
    return new Tridiagonal(diagonal, off, new Matrix(n, n, vectors));
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
   * Returns c' (T + alpha)⁻¹ c for many c.
   *
   * @param alpha large enough for T + alpha to be positive definite
   * @param columns each a c, {@code [n, m]}
   * @return m numbers
   */
  public double[] quadratics(double alpha, Matrix columns) {
    double[] pivots = pivots(alpha);
    int m = columns.columns();
    double[] values = columns.values();
    double[] eliminated = new double[m];
    double[] sums = new double[m];
    for (int k = 0; k < pivots.length; k++) {
      double factor = k == 0 ? 0 : -off[k - 1] / pivots[k - 1];
      double inverse = 1 / pivots[k];
      int start = k * m;
      for (int i = 0; i < m; i++) {
        double value = values[start + i] + factor * eliminated[i];
        eliminated[i] = value;
        sums[i] += inverse * value * value;
      }
    }
    return sums;
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
