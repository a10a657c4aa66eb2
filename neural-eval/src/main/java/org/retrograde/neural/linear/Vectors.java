// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.linear;

import org.retrograde.api.metric.Matrix;

/**
 * Sums over vectors, for what is too small to hand to OpenBLAS. Loops run along rows and add to
 * several places, so that the virtual machine can use vector instructions.
 */
public final class Vectors {

  private Vectors() {}

  /**
   * Multiplies.
   *
   * @param x numbers
   * @param y as many
   * @return the sum of products
   */
  public static double dot(double[] x, double[] y) {
    double even = 0;
    double odd = 0;
    int last = x.length - 1;
    for (int i = 0; i < last; i += 2) {
      even += x[i] * y[i];
      odd += x[i + 1] * y[i + 1];
    }
    return x.length % 2 == 0 ? even + odd : even + odd + x[last] * y[last];
  }

  /**
   * Adds a multiple in place.
   *
   * @param factor the factor
   * @param x numbers
   * @param sum to which {@code factor * x} is added
   */
  public static void add(double factor, double[] x, double[] sum) {
    for (int i = 0; i < x.length; i++) {
      sum[i] += factor * x[i];
    }
  }

  /**
   * Adds products of two stretches of an array, place by place.
   *
   * @param x numbers
   * @param first where one stretch begins
   * @param second where the other does
   * @param count how long they are
   * @param sum to which products are added
   * @param at from where on
   */
  public static void addProducts(
      double[] x, int first, int second, int count, double[] sum, int at) {
    for (int i = 0; i < count; i++) {
      sum[at + i] += x[first + i] * x[second + i];
    }
  }

  /**
   * Scales.
   *
   * @param factor the factor
   * @param x numbers, left as they are
   * @return the multiple
   */
  public static double[] scaled(double factor, double[] x) {
    double[] result = new double[x.length];
    add(factor, x, result);
    return result;
  }

  /**
   * Multiplies a matrix by a column.
   *
   * @param a {@code [m, n]}
   * @param x n numbers
   * @return a x
   */
  public static double[] times(Matrix a, double[] x) {
    double[] values = a.values();
    double[] result = new double[a.rows()];
    for (int i = 0; i < result.length; i++) {
      int start = i * x.length;
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      int j = 0;
      for (; j + 3 < x.length; j += 4) {
        s0 += values[start + j] * x[j];
        s1 += values[start + j + 1] * x[j + 1];
        s2 += values[start + j + 2] * x[j + 2];
        s3 += values[start + j + 3] * x[j + 3];
      }
      for (; j < x.length; j++) {
        s0 += values[start + j] * x[j];
      }
      result[i] = s0 + s1 + (s2 + s3);
    }
    return result;
  }

  /**
   * Multiplies a transposed matrix by a column.
   *
   * @param a {@code [m, n]}; a symmetric one is multiplied fastest this way
   * @param x m numbers
   * @return a' x
   */
  public static double[] transposedTimes(Matrix a, double[] x) {
    double[] values = a.values();
    int n = a.columns();
    double[] result = new double[n];
    int i = 0;
    for (; i + 3 < x.length; i += 4) {
      addFour(values, i * n, x[i], x[i + 1], x[i + 2], x[i + 3], result);
    }
    for (; i < x.length; i++) {
      addOne(values, i * n, x[i], result);
    }
    return result;
  }

  /**
   * Adds a product of a column and a row in place.
   *
   * @param factor the factor
   * @param column m numbers
   * @param row n numbers
   * @param sum {@code [m, n]}, to which {@code factor * column * row'} is added
   */
  public static void addOuter(double factor, double[] column, double[] row, Matrix sum) {
    double[] values = sum.values();
    for (int i = 0; i < column.length; i++) {
      double multiple = factor * column[i];
      int start = i * row.length;
      for (int j = 0; j < row.length; j++) {
        values[start + j] += multiple * row[j];
      }
    }
  }

  private static void addOne(double[] values, int start, double x, double[] sum) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += x * values[start + j];
    }
  }

  private static void addFour(
      double[] values, int start, double x0, double x1, double x2, double x3, double[] sum) {
    int n = sum.length;
    int second = start + n;
    int third = second + n;
    int fourth = third + n;
    for (int j = 0; j < n; j++) {
      sum[j] +=
          x0 * values[start + j]
              + x1 * values[second + j]
              + (x2 * values[third + j] + x3 * values[fourth + j]);
    }
  }
}
