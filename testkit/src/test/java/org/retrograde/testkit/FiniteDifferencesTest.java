// SPDX-License-Identifier: Apache-2.0

package org.retrograde.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FiniteDifferencesTest {

  /** f = x³ y + sin z, at (2, 5, 0): 3 x² y = 60, x³ = 8, cos z = 1. */
  @Test
  void the_gradient_of_a_smooth_function_is_found() {
    double[] point = {2, 5, 0};
    double[] gradient =
        FiniteDifferences.gradient(p -> p[0] * p[0] * p[0] * p[1] + Math.sin(p[2]), point);
    Tolerance.FINITE_DIFFERENCES.requireAgree("gradient", gradient, new double[] {60, 8, 1});
    assertThat(point).containsExactly(2, 5, 0);
  }

  @Test
  void the_step_grows_with_the_magnitude_of_the_point() {
    double[] gradient = FiniteDifferences.gradient(p -> p[0] * p[0], new double[] {1e9});
    Tolerance.FINITE_DIFFERENCES.requireAgree("gradient", gradient, new double[] {2e9});
  }
}
