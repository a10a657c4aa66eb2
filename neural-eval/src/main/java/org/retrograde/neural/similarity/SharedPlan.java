// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.similarity;

import java.math.BigInteger;
import java.util.Arrays;
import org.retrograde.api.metric.Matrix;

/** Shares of rows among columns: each row has 1 / rows in all, each column 1 / columns. */
final class SharedPlan {

  private SharedPlan() {}

  /** The shares with the greatest sum of profits, in whole parts of 1 / (the least multiple). */
  static Matrix exact(Matrix profit) {
    int rows = profit.rows();
    int columns = profit.columns();
    int divisor = BigInteger.valueOf(rows).gcd(BigInteger.valueOf(columns)).intValue();
    int[] supply = new int[rows];
    Arrays.fill(supply, columns / divisor);
    int[] capacity = new int[columns];
    Arrays.fill(capacity, rows / divisor);
    int[][] flow = Transport.solve(profit, supply, capacity);
    double part = divisor / ((double) rows * columns);
    Matrix shares = Matrix.zeros(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        shares.set(i, j, part * flow[i][j]);
      }
    }
    return shares;
  }
}
