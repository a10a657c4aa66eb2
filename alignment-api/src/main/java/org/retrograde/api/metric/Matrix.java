// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.metric;

import java.util.Arrays;

/**
 * Numbers in rows and columns, in one array, row after row.
 *
 * <p>The array is shared, not copied, so that solvers work on it in place: whoever hands a matrix
 * on no longer writes to it.
 *
 * @param rows the number of rows, from 0
 * @param columns the number of columns, from 0
 * @param values the numbers, row-major, {@code rows * columns} of them
 */
@SuppressWarnings("ArrayRecordComponent")
public record Matrix(int rows, int columns, double[] values) {

  /** Checks the sizes. */
  public Matrix {
    if (rows < 0 || columns < 0 || (long) rows * columns != values.length) {
      throw new IllegalArgumentException(
          rows + " x " + columns + " numbers cannot be " + values.length);
    }
  }

  /**
   * Makes a matrix of zeros.
   *
   * @param rows the number of rows
   * @param columns the number of columns
   * @return the matrix
   */
  public static Matrix zeros(int rows, int columns) {
    return new Matrix(rows, columns, new double[Math.multiplyExact(rows, columns)]);
  }

  /**
   * Returns a number.
   *
   * @param row from 0
   * @param column from 0
   * @return the number there
   */
  public double at(int row, int column) {
    return values[row * columns + column];
  }

  /**
   * Writes a number.
   *
   * @param row from 0
   * @param column from 0
   * @param value the number
   */
  public void set(int row, int column, double value) {
    values[row * columns + column] = value;
  }

  /**
   * Copies a row.
   *
   * @param row from 0
   * @return its numbers
   */
  public double[] row(int row) {
    return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
  }

  /**
   * Copies a column.
   *
   * @param column from 0
   * @return its numbers
   */
  public double[] column(int column) {
    double[] result = new double[rows];
    for (int i = 0; i < rows; i++) {
      result[i] = values[i * columns + column];
    }
    return result;
  }

  /**
   * Copies rows.
   *
   * @param places which, in the order wanted
   * @return a matrix of these rows
   */
  public Matrix rows(int... places) {
    Matrix result = zeros(places.length, columns);
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(values, places[i] * columns, result.values, i * columns, columns);
    }
    return result;
  }
}
