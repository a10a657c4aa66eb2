// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.random.RandomStream;
import org.retrograde.testkit.Tolerance;

/** Expected numbers are SciPy's and NumPy's. */
final class StatsTest {

  private static final double NAN = Double.NaN;

  private static double[] x() {
    return new double[] {1, 2, 2, 3, 3, 3, -0.0, 0.0, 5, 4};
  }

  private static double[] y() {
    return new double[] {2, 1, 1, 4, 4, 3, 0, 1, 9, 4};
  }

  @Test
  void correlations_are_scipys() {
    Tolerance.DOUBLE.requireAgree("Pearson", Pearson.of(x(), y()), 0.8692147069710628);
    Tolerance.DOUBLE.requireAgree("Spearman", Ranks.spearman(x(), y()), 0.9050814190530986);
    Tolerance.DOUBLE.requireAgree("tau-b", Kendall.tauB(x(), y()), 0.8101914936669333);
    Tolerance.DOUBLE.requireAgree("tau-a", Kendall.tauA(x(), y()), 0.7111111111111111);
  }

  @Test
  void equal_numbers_share_their_ranks() {
    assertThat(Ranks.of(new double[] {3, 1, 3, 0.0, -0.0, 3}))
        .containsExactly(5, 3, 5, 1.5, 1.5, 5);
  }

  @Test
  void correlations_of_constants_and_of_nan_are_nan() {
    double[] constant = {0.1, 0.1, 0.1};
    double[] other = {1, 2, 4};
    assertThat(Pearson.of(constant, other)).isNaN();
    assertThat(Pearson.of(other, constant)).isNaN();
    assertThat(Pearson.of(new double[] {1}, new double[] {2})).isNaN();
    assertThat(Pearson.of(new double[] {1, NAN, 2}, other)).isNaN();
    assertThat(Ranks.spearman(new double[] {1, NAN, 2}, other)).isNaN();
    assertThat(Kendall.tauB(constant, other)).isNaN();
    assertThat(Kendall.tauA(new double[] {1, NAN, 2}, other)).isNaN();
    assertThat(Kendall.tauA(other, new double[] {1, 2, NAN})).isNaN();
    assertThat(Kendall.tauB(new double[] {1}, new double[] {2})).isNaN();
  }

  @Test
  void columns_are_correlated_one_by_one() {
    Matrix x = new Matrix(3, 2, new double[] {1, 5, 2, 5, 3, 5});
    Matrix y = new Matrix(3, 2, new double[] {2, 1, 4, 2, 6, 4});
    double[] r = Pearson.ofColumns(x, y);
    Tolerance.DOUBLE.requireAgree("r", r[0], 1);
    assertThat(r[1]).isNaN();
    assertThatThrownBy(() -> Pearson.ofColumns(x, Matrix.zeros(3, 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Pearson.of(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Kendall.tauA(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 100)
  void tau_counts_pairs(@ForAll @Size(min = 2, max = 40) byte[] numbers) {
    double[] x = IntStream.range(0, numbers.length).mapToDouble(i -> numbers[i] % 4).toArray();
    double[] y = IntStream.range(0, x.length).mapToDouble(i -> (7 * i + numbers[i]) % 5).toArray();
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += Math.signum((x[i] - x[j]) * (y[i] - y[j]));
      }
    }
    double pairs = x.length * (x.length - 1) / 2.0;
    Tolerance.DOUBLE.requireAgree("tau-a", Kendall.tauA(x, y), sum / pairs);
  }

  @Test
  void medians_take_the_mean_of_the_middle_two() {
    assertThat(Means.median(new double[] {5, 1, 3})).isEqualTo(3);
    assertThat(Means.median(new double[] {5, 1, 3, 2})).isEqualTo(2.5);
    assertThat(Means.median(new double[] {5, NAN, 3})).isNaN();
    assertThat(Means.median(new double[0])).isNaN();
    assertThat(Means.medianIgnoringNaN(new double[] {5, NAN, 3})).isEqualTo(4);
    assertThat(Means.medianIgnoringNaN(new double[] {NAN})).isNaN();
    assertThat(Means.ignoringNaN(new double[] {5, NAN, 3})).isEqualTo(4);
  }

  @Test
  void deviations_and_percentiles_are_numpys() {
    double[] values = {3, 1, 4, 1.5, 9};
    Tolerance.DOUBLE.requireAgree("deviation", Means.deviation(values, 1), 3.1937438845342623);
    assertThat(Means.deviation(new double[] {1}, 1)).isNaN();
    Tolerance.DOUBLE.requireAgree("low", Percentiles.ignoringNaN(values, 0.025), 1.05);
    Tolerance.DOUBLE.requireAgree("high", Percentiles.ignoringNaN(values, 0.975), 8.5);
    Tolerance.DOUBLE.requireAgree("middle", Percentiles.ignoringNaN(values, 0.4), 2.4);
    assertThat(Percentiles.ignoringNaN(new double[] {NAN}, 0.4)).isNaN();
  }

  @Test
  void normal_quantiles_are_scipys() {
    double[] probabilities = {1e-300, 1e-20, 1e-5, 0.01, 0.075, 0.3, 0.5, 0.9, 0.999, 1 - 1e-12};
    double[] expected = {
      -37.0470962993612,
      -9.262340089798409,
      -4.264890793922825,
      -2.3263478740408408,
      -1.4395314709384563,
      -0.5244005127080409,
      0.0,
      1.2815515655446004,
      3.090232306167813,
      7.0344869100478356
    };
    for (int i = 0; i < expected.length; i++) {
      Tolerance.DOUBLE.requireAgree("z", NormalQuantile.of(probabilities[i]), expected[i]);
    }
    assertThat(NormalQuantile.of(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(NormalQuantile.of(1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(NormalQuantile.of(1.5)).isNaN();
    assertThat(NormalQuantile.of(-0.5)).isNaN();
  }

  @Test
  void the_bootstrap_of_a_mean_has_its_standard_error() {
    double[] values = IntStream.range(0, 400).mapToDouble(i -> (i * 37) % 101).toArray();
    Bootstrap bootstrap =
        Bootstrap.of(
            values.length,
            4000,
            places -> Means.of(Arrays.stream(places).mapToDouble(i -> values[i]).toArray()),
            RandomStream.of(1, "bootstrap", 0));
    double expected = Means.deviation(values, 0) / Math.sqrt(values.length);
    assertThat(bootstrap.error() / expected).isBetween(0.95, 1.05);
    assertThat(bootstrap.percentile(0.5)).isCloseTo(Means.of(values), within(expected));
    assertThat(bootstrap.percentile(0.975) - bootstrap.percentile(0.025))
        .isCloseTo(2 * 1.96 * expected, within(expected));
  }

  @Test
  void statistics_without_a_value_do_not_count() {
    Bootstrap bootstrap = new Bootstrap(new double[] {1, NAN, 3});
    assertThat(bootstrap.error()).isEqualTo(Math.sqrt(2));
    assertThat(bootstrap.percentile(0.5)).isEqualTo(2);
  }
}
