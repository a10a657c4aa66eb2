// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.behaviour;

/** Adam (Kingma and Ba 2015) with the usual rates, keeping float32 numbers. */
final class Adam {

  private static final double RATE = 1e-4;
  private static final double FIRST = 0.9;
  private static final double SECOND = 0.999;
  private static final double EPSILON = 1e-8;

  private final float[] mean;
  private final float[] square;
  private int steps;

  Adam(int size) {
    mean = new float[size];
    square = new float[size];
  }

  void step(double[] values, double[] gradient) {
    steps++;
    double rate = RATE * Math.sqrt(1 - Math.pow(SECOND, steps)) / (1 - Math.pow(FIRST, steps));
    for (int i = 0; i < values.length; i++) {
      mean[i] = (float) (FIRST * mean[i] + (1 - FIRST) * gradient[i]);
      square[i] = (float) (SECOND * square[i] + (1 - SECOND) * gradient[i] * gradient[i]);
      values[i] = (float) (values[i] - rate * mean[i] / (Math.sqrt(square[i]) + EPSILON));
    }
  }
}
