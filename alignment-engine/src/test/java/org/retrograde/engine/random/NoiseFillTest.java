// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.retrograde.api.random.RandomStream;
import org.retrograde.engine.Tolerances;

final class NoiseFillTest {

  private static final int MANY = 1 << 20;

  private static RandomStream stream(long index) {
    return RandomStream.of(7, "noise", index);
  }

  private static double[] normal(DataType type, int count, double deviation) {
    INDArray target = Nd4j.create(type, count);
    NoiseFill.normal(target, deviation, stream(0));
    return target.toDoubleVector();
  }

  private static double[] uniform(int count, double low, double high) {
    INDArray target = Nd4j.create(DataType.FLOAT, count);
    NoiseFill.uniform(target, low, high, stream(1));
    return target.toDoubleVector();
  }

  /** The mean of a function of the numbers, whose standard deviation under the truth is known. */
  private static void assertMean(
      double[] numbers, DoubleUnaryOperator f, double mean, double deviation) {
    double found = Arrays.stream(numbers).map(f).average().orElseThrow();
    double standardError = deviation / Math.sqrt(numbers.length);
    assertThat(Math.abs(found - mean) / standardError).isLessThan(Tolerances.STANDARD_ERRORS);
  }

  /** Variances of powers of a standard normal number: E x^2k - (E x^k)², with E x^2k = (2k-1)!!. */
  @Test
  void normal_numbers_have_the_moments_of_the_distribution() {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      double[] numbers = Arrays.stream(normal(type, MANY, 0.3)).map(x -> x / 0.3).toArray();
      assertMean(numbers, x -> x, 0, 1);
      assertMean(numbers, x -> x * x, 1, Math.sqrt(2));
      assertMean(numbers, x -> x * x * x, 0, Math.sqrt(15));
      assertMean(numbers, x -> x * x * x * x, 3, Math.sqrt(105 - 9));
    }
  }

  /** With u = (x - 1) / 2 uniform on (-1, 1): E u^2k = 1 / (2k + 1). */
  @Test
  void uniform_numbers_have_the_moments_of_the_distribution() {
    double[] numbers = Arrays.stream(uniform(MANY, -1, 3)).map(x -> (x - 1) / 2).toArray();
    assertMean(numbers, u -> u, 0, Math.sqrt(1.0 / 3));
    assertMean(numbers, u -> u * u, 1.0 / 3, Math.sqrt(1.0 / 5 - 1.0 / 9));
    assertMean(numbers, u -> u * u * u, 0, Math.sqrt(1.0 / 7));
    assertMean(numbers, u -> u * u * u * u, 1.0 / 5, Math.sqrt(1.0 / 9 - 1.0 / 25));
    assertThat(Arrays.stream(numbers).map(Math::abs).max().orElseThrow()).isLessThanOrEqualTo(1);
  }

  @Test
  void numbers_follow_their_distribution_functions() {
    assertDistribution(normal(DataType.FLOAT, MANY, 1), x -> Math.exp(-x * x / 2), -9);
    assertDistribution(uniform(MANY, -2, 3), x -> x < -2 || x > 3 ? 0 : 1, -9);
  }

  /** Distance of Kolmogorov and Smirnov; the density is integrated by the trapezoid rule. */
  private static void assertDistribution(
      double[] numbers, DoubleUnaryOperator density, double least) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int cells = 1 << 16;
    double width = -2 * least / cells;
    double[] below = new double[cells + 1];
    for (int i = 0; i < cells; i++) {
      double x = least + i * width;
      below[i + 1] = below[i] + density.applyAsDouble(x) + density.applyAsDouble(x + width);
    }
    double distance = 0;
    int passed = 0;
    for (int i = 0; i <= cells; i++) {
      while (passed < sorted.length && sorted[passed] <= least + i * width) {
        passed++;
      }
      double share = (double) passed / sorted.length;
      distance = Math.max(distance, Math.abs(share - below[i] / below[cells]));
    }
    assertThat(passed).isEqualTo(sorted.length);
    assertThat(distance * Math.sqrt(sorted.length)).isLessThan(Tolerances.KOLMOGOROV);
  }

  /** Beyond where the layers end: P(|x| > 3.7) = 2.1561e-4, P(|x| > 4) = 6.3342e-5. */
  @Test
  void tails_have_their_share() {
    double[] numbers = normal(DataType.DOUBLE, 4 * MANY, 1);
    for (double[] tail : new double[][] {{3.7, 2.1561e-4}, {4, 6.3342e-5}}) {
      double share = tail[1];
      double deviation = Math.sqrt(share * (1 - share));
      assertMean(numbers, x -> Math.abs(x) > tail[0] ? 1 : 0, share, deviation);
      assertMean(numbers, x -> x > tail[0] ? 1 : 0, share / 2, Math.sqrt(share / 2));
    }
  }

  @Test
  void neighbours_and_their_squares_are_uncorrelated() {
    double[] numbers = normal(DataType.FLOAT, MANY, 1);
    for (int lag = 1; lag <= 4; lag++) {
      double[] products = new double[MANY - lag];
      double[] squares = new double[MANY - lag];
      for (int i = 0; i < products.length; i++) {
        products[i] = numbers[i] * numbers[i + lag];
        squares[i] = (numbers[i] * numbers[i] - 1) * (numbers[i + lag] * numbers[i + lag] - 1);
      }
      assertMean(products, x -> x, 0, 1);
      assertMean(squares, x -> x, 0, 2);
    }
  }

  @Test
  void streams_of_neighbouring_steps_are_uncorrelated() {
    INDArray next = Nd4j.create(DataType.FLOAT, MANY);
    NoiseFill.normal(next, 1, stream(1));
    double[] numbers = normal(DataType.FLOAT, MANY, 1);
    double[] products = new double[MANY];
    for (int i = 0; i < MANY; i++) {
      products[i] = numbers[i] * next.getDouble(i);
    }
    assertMean(products, x -> x, 0, 1);
  }

  @Test
  void an_element_depends_on_the_stream_and_its_place_alone() throws Exception {
    double[] all = normal(DataType.DOUBLE, 100_000, 1);
    assertThat(normal(DataType.DOUBLE, 20_000, 1)).isEqualTo(Arrays.copyOf(all, 20_000));
    ForkJoinPool one = new ForkJoinPool(1);
    try {
      double[] alone = one.submit(() -> normal(DataType.DOUBLE, 100_000, 1)).get();
      assertThat(alone).isEqualTo(all);
    } finally {
      one.shutdown();
    }
  }

  @Test
  void the_same_stream_goes_on_with_other_numbers() {
    RandomStream stream = stream(0);
    INDArray first = Nd4j.create(DataType.FLOAT, 10);
    INDArray second = Nd4j.create(DataType.FLOAT, 10);
    NoiseFill.normal(first, 1, stream);
    NoiseFill.normal(second, 1, stream);
    assertThat(stream.position()).isEqualTo(2);
    assertThat(second.toFloatVector()).isNotEqualTo(first.toFloatVector());
  }

  @Test
  void a_view_is_filled_in_its_place() {
    INDArray whole = Nd4j.zeros(DataType.FLOAT, 30);
    NoiseFill.normal(whole.get(NDArrayIndex.interval(10, 20)), 1, stream(0));
    INDArray apart = Nd4j.create(DataType.FLOAT, 10);
    NoiseFill.normal(apart, 1, stream(0));
    float[] expected = new float[30];
    System.arraycopy(apart.toFloatVector(), 0, expected, 10, 10);
    assertThat(whole.toFloatVector()).isEqualTo(expected);
  }

  @Test
  void what_cannot_be_filled_is_refused() {
    INDArray row = Nd4j.create(DataType.FLOAT, 4);
    assertThatThrownBy(() -> NoiseFill.normal(row, -1, stream(0))).hasMessageContaining("-1");
    assertThatThrownBy(() -> NoiseFill.normal(row, Double.NaN, stream(0)))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> NoiseFill.uniform(row, 2, 1, stream(0)))
        .hasMessageContaining("2.0, 1.0");
    assertThatThrownBy(() -> NoiseFill.normal(Nd4j.create(DataType.INT64, 4), 1, stream(0)))
        .hasMessageContaining("LONG");
    INDArray turned = Nd4j.create(DataType.FLOAT, 2, 3).transpose();
    assertThatThrownBy(() -> NoiseFill.normal(turned, 1, stream(0)))
        .hasMessageContaining("row-major");
  }
}
