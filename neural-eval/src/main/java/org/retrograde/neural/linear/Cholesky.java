// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.linear;

import static org.bytedeco.openblas.global.openblas.CblasLeft;
import static org.bytedeco.openblas.global.openblas.CblasLower;
import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasNonUnit;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dpotrf;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;
import static org.bytedeco.openblas.global.openblas.cblas_dtrsm;

import java.util.Optional;
import org.retrograde.api.metric.Matrix;

/**
 * The factor of a positive definite matrix, for solving as often as one likes.
 *
 * @param factor L of L L', in the lower triangle
 */
public record Cholesky(Matrix factor) {

  /**
   * Factorises.
   *
   * @param positive {@code [n, n]}, symmetric, left as it is
   * @return the factor; empty if the matrix is not positive definite
   */
  public static Optional<Cholesky> of(Matrix positive) {
    int n = positive.rows();
    double[] values = positive.values().clone();
    // The upper triangle by columns is the lower one by rows.
    return LAPACKE_dpotrf(LAPACK_COL_MAJOR, (byte) 'U', n, values, n) == 0
        ? Optional.of(new Cholesky(new Matrix(n, n, values)))
        : Optional.empty();
  }

  /**
   * Solves.
   *
   * @param b {@code [n, q]}, left as it is
   * @return x of L L' x = b
   */
  public Matrix solve(Matrix b) {
    Matrix x = new Matrix(b.rows(), b.columns(), b.values().clone());
    solve(CblasNoTrans, x);
    solve(CblasTrans, x);
    return x;
  }

  private void solve(int turn, Matrix x) {
    cblas_dtrsm(
        CblasRowMajor,
        CblasLeft,
        CblasLower,
        turn,
        CblasNonUnit,
        x.rows(),
        x.columns(),
        1,
        factor.values(),
        factor.columns(),
        x.values(),
        x.columns());
  }
}
