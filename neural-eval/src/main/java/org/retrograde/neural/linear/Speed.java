// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.linear;

import java.util.Arrays;
import java.util.function.LongSupplier;
import org.retrograde.api.metric.Matrix;

/** How fast this machine multiplies matrices. */
public final class Speed {

  private static final int SIDE = 384;
  private static final double NANOSECONDS = 1e-9;

  private Speed() {}

  /**
   * Measures, which takes some hundredths of a second.
   *
   * @param clock tells the time in nanoseconds
   * @return additions and multiplications a second, the best of three products
   */
  public static double measured(LongSupplier clock) {
    Matrix a = Matrix.zeros(SIDE, SIDE);
    Arrays.fill(a.values(), 1);
    double shortest = Double.POSITIVE_INFINITY;
    for (int time = 0; time < 3; time++) {
      long start = clock.getAsLong();
      Blas.product(a, a);
      shortest = Math.min(shortest, (clock.getAsLong() - start) * NANOSECONDS);
    }
    return 2.0 * SIDE * SIDE * SIDE / shortest;
  }
}
