// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.random.RandomStream;
import org.retrograde.engine.Tolerances;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.optimize.UpdateNoise.Kind;

final class UpdateNoiseTest {

  private static final int SIZE = 1 << 18;
  private static final double RATE = 0.1;
  private static final double SIGMA = 0.5;

  private static ParameterGroup group() {
    return new ParameterGroup(
        List.of(new ParameterGroup.Member("feedback", List.of(SIZE), false)), DataType.DOUBLE);
  }

  private static Optimizer optimizer(Kind kind, ParameterGroup group, long seed) {
    OptimizerSpec spec = OptimizerSpec.adam(1).withNoise(new UpdateNoise(kind, SIGMA));
    return Optimizer.of(
        spec, group, step -> RandomStream.of(seed, "update-noise", step), new Nd4jKernels());
  }

  /** What a step with a gradient of 0, from values of 0, leaves. */
  private static double[] noise(Kind kind, long seed, long step) {
    ParameterGroup group = group();
    optimizer(kind, group, seed).update(RATE, step);
    return group.values().toDoubleVector();
  }

  private static double moment(double[] numbers, int power) {
    return Arrays.stream(numbers).map(x -> Math.pow(x, power)).average().orElseThrow();
  }

  @Test
  void it_has_mean_0_and_the_rate_times_sigma_for_deviation() {
    double deviation = RATE * SIGMA;
    for (Kind kind : List.of(Kind.NORMAL, Kind.UNIFORM)) {
      double[] noise = noise(kind, 3, 0);
      double meanError = deviation / Math.sqrt(SIZE);
      assertThat(Math.abs(moment(noise, 1)) / meanError).isLessThan(Tolerances.STANDARD_ERRORS);
      // The variance of the square is 2 for N(0, 1), 9/5 - 1 for U(-sqrt 3, sqrt 3).
      double squareError = Math.sqrt((kind == Kind.NORMAL ? 2 : 0.8) / SIZE);
      double square = moment(noise, 2) / (deviation * deviation);
      assertThat(Math.abs(square - 1) / squareError).isLessThan(Tolerances.STANDARD_ERRORS);
    }
  }

  @Test
  void a_uniform_distribution_ends_at_root_three_sigma() {
    double end = Math.sqrt(3) * RATE * SIGMA;
    double largest = Arrays.stream(noise(Kind.UNIFORM, 3, 0)).map(Math::abs).max().orElseThrow();
    assertThat(largest / end).isBetween(1 - 100.0 / SIZE, 1.0);
  }

  @Test
  void it_follows_seed_and_step_alone() {
    assertThat(noise(Kind.NORMAL, 3, 5)).isEqualTo(noise(Kind.NORMAL, 3, 5));
    double[] first = noise(Kind.NORMAL, 3, 5);
    for (double[] other : new double[][] {noise(Kind.NORMAL, 3, 6), noise(Kind.NORMAL, 4, 5)}) {
      double product = 0;
      for (int i = 0; i < SIZE; i++) {
        product += first[i] * other[i];
      }
      double correlation = product / SIZE / (RATE * RATE * SIGMA * SIGMA);
      assertThat(Math.abs(correlation) * Math.sqrt(SIZE)).isLessThan(Tolerances.STANDARD_ERRORS);
    }
  }

  @Test
  void it_comes_on_top_of_the_update_and_leaves_the_state_alone() {
    ParameterGroup noisy = group();
    ParameterGroup quiet = group();
    Optimizer with = optimizer(Kind.NORMAL, noisy, 3);
    Optimizer without =
        Optimizer.of(
            OptimizerSpec.adam(1), quiet, step -> RandomStream.of(3, "", step), new Nd4jKernels());
    double[] noise = noise(Kind.NORMAL, 3, 0);
    noisy.gradients().assign(2);
    quiet.gradients().assign(2);
    with.update(RATE, 0);
    without.update(RATE, 0);
    assertThat(with.state().keySet()).isEqualTo(without.state().keySet());
    without.state().forEach((name, array) -> assertThat(with.state()).containsEntry(name, array));
    double[] expected = quiet.values().toDoubleVector();
    Arrays.setAll(expected, i -> expected[i] + noise[i]);
    assertThat(noisy.values().toDoubleVector()).isEqualTo(expected);
  }

  @Test
  void a_deviation_is_not_negative() {
    assertThatThrownBy(() -> new UpdateNoise(Kind.NORMAL, -1)).hasMessageContaining("-1");
  }
}
