// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.linear;

import static org.bytedeco.openblas.global.openblas.CblasLower;
import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dgesdd;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas.cblas_dsyrk;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Matrix;

/** Products and factorisations of matrices, by OpenBLAS. */
public final class Blas {

  private Blas() {}

  /**
   * Multiplies.
   *
   * @param a {@code [m, k]}
   * @param b {@code [k, n]}
   * @return a b
   */
  public static Matrix product(Matrix a, Matrix b) {
    Matrix c = Matrix.zeros(a.rows(), b.columns());
    multiply(a, false, b, false, c);
    return c;
  }

  /**
   * Multiplies.
   *
   * @param a {@code [k, m]}
   * @param b {@code [k, n]}
   * @return a' b
   */
  public static Matrix transposedProduct(Matrix a, Matrix b) {
    Matrix c = Matrix.zeros(a.columns(), b.columns());
    multiply(a, true, b, false, c);
    return c;
  }

  /**
   * Multiplies.
   *
   * @param a {@code [m, k]}
   * @param b {@code [n, k]}
   * @return a b'
   */
  public static Matrix productTransposed(Matrix a, Matrix b) {
    Matrix c = Matrix.zeros(a.rows(), b.rows());
    multiply(a, false, b, true, c);
    return c;
  }

  /**
   * Multiplies and adds to what is there.
   *
   * @param a {@code [m, k]}
   * @param b {@code [k, n]}
   * @param sum {@code [m, n]}, to which a b is added
   */
  public static void addProduct(Matrix a, Matrix b, Matrix sum) {
    multiply(a, false, b, false, sum);
  }

  /**
   * Multiplies in float32, for what need not be exact.
   *
   * @param a {@code [k, m]}, row after row
   * @param b {@code [k, n]}, row after row
   * @param k how many terms each sum has, at least 1
   * @return a' b, {@code [m, n]}
   */
  public static float[] transposedProduct(float[] a, float[] b, int k) {
    int m = a.length / k;
    int n = b.length / k;
    float[] c = new float[Math.multiplyExact(m, n)];
    if (c.length > 0) {
      cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, m, n, k, 1, a, m, b, n, 0, c, n);
    }
    return c;
  }

  private static void multiply(Matrix a, boolean turnA, Matrix b, boolean turnB, Matrix sum) {
    int inner = turnA ? a.rows() : a.columns();
    int innerB = turnB ? b.columns() : b.rows();
    if (inner != innerB) {
      throw new IllegalArgumentException(inner + " and " + innerB + " terms in a product");
    }
    if (sum.values().length == 0 || inner == 0) {
      return;
    }
    cblas_dgemm(
        CblasRowMajor,
        turnA ? CblasTrans : CblasNoTrans,
        turnB ? CblasTrans : CblasNoTrans,
        sum.rows(),
        sum.columns(),
        inner,
        1,
        a.values(),
        a.columns(),
        b.values(),
        b.columns(),
        1,
        sum.values(),
        sum.columns());
  }

  /**
   * Adds a a' to the lower triangle of what is there.
   *
   * @param a {@code [n, k]}
   * @param sum {@code [n, n]}
   */
  public static void addGram(Matrix a, Matrix sum) {
    addSymmetric(a, false, sum);
  }

  /**
   * Adds a' a to the lower triangle of what is there.
   *
   * @param a {@code [k, n]}
   * @param sum {@code [n, n]}
   */
  static void addScatter(Matrix a, Matrix sum) {
    addSymmetric(a, true, sum);
  }

  private static void addSymmetric(Matrix a, boolean turn, Matrix sum) {
    if (a.values().length == 0) {
      return;
    }
    cblas_dsyrk(
        CblasRowMajor,
        CblasLower,
        turn ? CblasTrans : CblasNoTrans,
        sum.rows(),
        turn ? a.rows() : a.columns(),
        1,
        a.values(),
        a.columns(),
        1,
        sum.values(),
        sum.columns());
  }

  /**
   * Copies the lower triangle to the upper one.
   *
   * @param lower {@code [n, n]}
   * @return the same matrix
   */
  public static Matrix mirror(Matrix lower) {
    int n = lower.rows();
    double[] values = lower.values();
    int tile = 64;
    for (int rows = 0; rows < n; rows += tile) {
      for (int columns = 0; columns <= rows; columns += tile) {
        for (int i = rows; i < Math.min(rows + tile, n); i++) {
          for (int j = columns; j < Math.min(columns + tile, i); j++) {
            values[j * n + i] = values[i * n + j];
          }
        }
      }
    }
    return lower;
  }

  /**
   * Multiplies by the own transpose.
   *
   * @param a {@code [n, k]}
   * @return a a', {@code [n, n]}
   */
  public static Matrix gram(Matrix a) {
    Matrix sum = Matrix.zeros(a.rows(), a.rows());
    addGram(a, sum);
    return mirror(sum);
  }

  /**
   * Multiplies the own transpose by itself.
   *
   * @param a {@code [k, n]}
   * @return a' a, {@code [n, n]}
   */
  public static Matrix scatter(Matrix a) {
    Matrix sum = Matrix.zeros(a.columns(), a.columns());
    addScatter(a, sum);
    return mirror(sum);
  }

  /**
   * Eigenvalues and eigenvectors.
   *
   * @param values ascending
   * @param vectors the eigenvectors as rows, of length 1
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Eigen(double[] values, Matrix vectors) {}

  /**
   * Decomposes a symmetric matrix.
   *
   * @param symmetric {@code [n, n]}, left as it is
   * @return its eigenvalues and eigenvectors
   */
  public static Eigen eigen(Matrix symmetric) {
    int n = symmetric.rows();
    double[] vectors = symmetric.values().clone();
    double[] values = new double[n];
    if (n > 0) {
      // A symmetric matrix reads the same by columns; eigenvectors come as columns, our rows.
      check(
          LAPACKE_dsyevd(LAPACK_COL_MAJOR, (byte) 'V', (byte) 'L', n, vectors, n, values),
          "the eigenvalues");
    }
    return new Eigen(values, new Matrix(n, n, vectors));
  }

  /**
   * A singular value decomposition, u diag(values) v.
   *
   * @param left u, {@code [m, k]}, k the smaller of m and n
   * @param values descending
   * @param right v, {@code [k, n]}
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Singular(Matrix left, double[] values, Matrix right) {}

  /**
   * Decomposes a matrix.
   *
   * @param a {@code [m, n]}, left as it is
   * @return its singular values and vectors
   */
  public static Singular singular(Matrix a) {
    int m = a.rows();
    int n = a.columns();
    int k = Math.min(m, n);
    Matrix left = Matrix.zeros(m, k);
    Matrix right = Matrix.zeros(k, n);
    double[] values = new double[k];
    if (k > 0) {
      // Read by columns this is the transpose, whose left vectors are the right ones here.
      check(
          LAPACKE_dgesdd(
              LAPACK_COL_MAJOR,
              (byte) 'S',
              n,
              m,
              a.values().clone(),
              n,
              values,
              right.values(),
              n,
              left.values(),
              k),
          "the singular values");
    }
    return new Singular(left, values, right);
  }

  static void check(int code, String what) {
    if (code != 0) {
      throw RetrogradeException.failure(
          new Problem(
              "a matrix",
              what + " not found by LAPACK, which returned " + code,
              "finite numbers",
              "look for NaN and infinite values among activations and responses"));
    }
  }
}
