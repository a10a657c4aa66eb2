// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.similarity;

import java.util.Arrays;
import org.retrograde.api.metric.Matrix;

/**
 * Shares with the greatest sum of profits plus their entropy times a weight, by scaling rows and
 * columns in turn; in logarithms, so that a small weight does not underflow.
 */
final class Sinkhorn {

  private static final int MOST_ROUNDS = 10_000;

  /** Rows may miss their sums by this part of them. */
  private static final double CLOSE = 1e-9;

  private Sinkhorn() {}

  static Matrix plan(Matrix profit, double weight) {
    double[] rows = new double[profit.rows()];
    double[] columns = new double[profit.columns()];
    Matrix other = UnitCorrelations.transposed(profit);
    double moved = Double.POSITIVE_INFINITY;
    for (int round = 0; round < MOST_ROUNDS && moved > CLOSE; round++) {
      moved = scale(profit, weight, rows, columns);
      scale(other, weight, columns, rows);
    }
    Matrix shares = Matrix.zeros(profit.rows(), profit.columns());
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        shares.set(i, j, Math.exp(profit.at(i, j) / weight + rows[i] + columns[j]));
      }
    }
    return shares;
  }

  /** Scales each row to its sum; returns how far the logarithm of a sum was off at most. */
  private static double scale(Matrix profit, double weight, double[] rows, double[] columns) {
    double moved = 0;
    double[] terms = new double[columns.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        terms[j] = profit.at(i, j) / weight + columns[j];
      }
      double scaled = -Math.log(rows.length) - logSum(terms);
      moved = Math.max(moved, Math.abs(scaled - rows[i]));
      rows[i] = scaled;
    }
    return moved;
  }

  private static double logSum(double[] terms) {
    double largest = Arrays.stream(terms).max().orElseThrow();
    double sum = 0;
    for (double term : terms) {
      sum += Math.exp(term - largest);
    }
    return largest + Math.log(sum);
  }
}
