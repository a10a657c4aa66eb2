// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.linear;

import static org.bytedeco.openblas.global.openblas.CblasColMajor;
import static org.bytedeco.openblas.global.openblas.CblasLeft;
import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasNonUnit;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.CblasUpper;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dsytrd;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas.cblas_dtrsm;

import org.bytedeco.javacpp.DoublePointer;
import org.retrograde.api.metric.Matrix;

/**
 * The reflections that make a symmetric matrix tridiagonal, as LAPACK leaves them: below the first
 * subdiagonal of column j lies the rest of the vector v whose entry j + 1 is 1, and the reflection
 * is I - tau v v'.
 *
 * <p>LAPACK multiplies them in blocks of 32, at half the speed of products of larger ones. Here the
 * product of a block's k reflections is I - V T V', T⁻¹ being the upper triangle of V' V with 1 /
 * tau on its diagonal (Puglisi 1992).
 *
 * @param vectors column after column, {@code n * n}, outside the heap: what is passed between calls
 *     is not copied
 * @param factors each tau
 */
@SuppressWarnings("ArrayRecordComponent")
record Reflections(DoublePointer vectors, double[] factors) implements AutoCloseable {

  private static final int TOGETHER = 128;

  /** Reduces a symmetric matrix of at least two rows, and fills in what is left of it. */
  static Reflections of(Matrix symmetric, double[] diagonal, double[] off) {
    int n = symmetric.rows();
    DoublePointer vectors = new DoublePointer((long) n * n).put(symmetric.values());
    double[] factors = new double[n - 1];
    try (DoublePointer d = new DoublePointer(diagonal);
        DoublePointer e = new DoublePointer(off);
        DoublePointer tau = new DoublePointer(factors)) {
      // By columns and by rows it is the same.
      int code = LAPACKE_dsytrd(LAPACK_COL_MAJOR, (byte) 'L', n, vectors, n, d, e, tau);
      Blas.check(code, "the tridiagonal form");
      d.get(diagonal);
      e.get(off);
      tau.get(factors);
    }
    return new Reflections(vectors, factors);
  }

  /** The product of all reflections, whose columns are the rows here, {@code [n, n]}. */
  Matrix basis() {
    int n = factors.length + 1;
    double[] values = new double[n * n];
    for (int i = 0; i < n; i++) {
      values[i * n + i] = 1;
    }
    try (DoublePointer basis = new DoublePointer(values)) {
      // The last first, so that what is not yet reflected is still the identity.
      int last = (factors.length - 1) / TOGETHER * TOGETHER;
      for (int from = last; from >= 0; from -= TOGETHER) {
        reflect(basis, n, from, Math.min(TOGETHER, factors.length - from));
      }
      basis.get(values);
    }
    return new Matrix(n, n, values);
  }

  /** Applies count reflections to the rows and columns after their first. */
  private void reflect(DoublePointer basis, int n, int from, int count) {
    int rows = n - 1 - from;
    // Not to be closed: it is the same memory.
    DoublePointer corner = new DoublePointer(basis).position((from + 1L) * (n + 1));
    try (DoublePointer v = block(n, from, count);
        DoublePointer triangle = new DoublePointer((long) count * count);
        DoublePointer w = new DoublePointer((long) count * rows)) {
      product(CblasTrans, count, count, rows, 1, v, rows, v, rows, 0, triangle, count);
      for (int j = 0; j < count; j++) {
        double factor = factors[from + j];
        triangle.put(j * (count + 1L), factor == 0 ? 1 : 1 / factor);
      }
      product(CblasTrans, count, rows, rows, 1, v, rows, corner, n, 0, w, count);
      cblas_dtrsm(
          CblasColMajor,
          CblasLeft,
          CblasUpper,
          CblasNoTrans,
          CblasNonUnit,
          count,
          rows,
          1,
          triangle,
          count,
          w,
          count);
      product(CblasNoTrans, rows, rows, count, -1, v, rows, w, count, 1, corner, n);
    }
  }

  /** V: the vectors of some reflections from their first possible entry on, column after column. */
  private DoublePointer block(int n, int from, int count) {
    int rows = n - 1 - from;
    double[] values = new double[rows * count];
    for (int j = 0; j < count; j++) {
      // A reflection that leaves everything as it is has a vector all the same.
      if (factors[from + j] != 0) {
        int start = j * rows + j;
        new DoublePointer(vectors)
            .position((long) (from + j) * n + from + j + 1)
            .get(values, start, rows - j);
        values[start] = 1;
      }
    }
    return new DoublePointer(values);
  }

  private static void product(
      int turn,
      int m,
      int n,
      int k,
      double alpha,
      DoublePointer a,
      int rowsOfA,
      DoublePointer b,
      int rowsOfB,
      double beta,
      DoublePointer sum,
      int rowsOfSum) {
    cblas_dgemm(
        CblasColMajor,
        turn,
        CblasNoTrans,
        m,
        n,
        k,
        alpha,
        a,
        rowsOfA,
        b,
        rowsOfB,
        beta,
        sum,
        rowsOfSum);
  }

  @Override
  public void close() {
    vectors.close();
  }
}
