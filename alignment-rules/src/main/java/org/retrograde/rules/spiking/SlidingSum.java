// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules.spiking;

/** The sum of the vectors of the last steps. */
final class SlidingSum {

  private final int steps;
  private final double[] history;
  private final double[] sum;
  private int oldest;

  SlidingSum(int channels, int steps) {
    this.steps = steps;
    history = new double[steps * channels];
    sum = new double[channels];
  }

  void advance(double[] values) {
    int row = oldest * sum.length;
    for (int i = 0; i < sum.length; i++) {
      sum[i] += values[i] - history[row + i];
      history[row + i] = values[i];
    }
    oldest = oldest + 1 == steps ? 0 : oldest + 1;
  }

  /** The sum after the latest step; overwritten by the next. */
  double[] values() {
    return sum;
  }
}
