// SPDX-License-Identifier: Apache-2.0

package org.retrograde.testkit;

import java.util.function.ToDoubleFunction;

/**
 * The gradient of a function by central differences in float64, against which a formula is checked.
 */
public final class FiniteDifferences {

  /** The cube root of float64's rounding, which balances rounding against truncation. */
  private static final double STEP = Math.cbrt(Math.ulp(1.0));

  private FiniteDifferences() {}

  /**
   * Returns the gradient of a function at a point.
   *
   * @param function a smooth function that computes in float64
   * @param point where to differentiate; not changed
   * @return the partial derivatives, in the point's order
   */
  public static double[] gradient(ToDoubleFunction<double[]> function, double[] point) {
    double[] gradient = new double[point.length];
    for (int i = 0; i < point.length; i++) {
      double step = STEP * Math.max(1, Math.abs(point[i]));
      double above = at(function, point, i, point[i] + step);
      double below = at(function, point, i, point[i] - step);
      gradient[i] = (above - below) / (2 * step);
    }
    return gradient;
  }

  private static double at(
      ToDoubleFunction<double[]> function, double[] point, int index, double value) {
    double[] moved = point.clone();
    moved[index] = value;
    return function.applyAsDouble(moved);
  }
}
