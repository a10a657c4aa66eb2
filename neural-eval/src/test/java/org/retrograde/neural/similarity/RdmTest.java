// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retrograde.testkit.PlainActivations.matrix;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;
import org.retrograde.testkit.PlainActivations;
import org.retrograde.testkit.Tolerance;

final class RdmTest {

  private static Matrix x() {
    return matrix(
        new double[] {1, 2, 3, 4},
        new double[] {2, 1, 4, 3},
        new double[] {4, 3, 2, 1},
        new double[] {1, 3, 2, 4},
        new double[] {0, 1, 0, 2});
  }

  private static Matrix y() {
    return matrix(
        new double[] {1, 0, 2},
        new double[] {0, 1, 1},
        new double[] {2, 1, 0},
        new double[] {1, 1, 2},
        new double[] {0, 0, 1});
  }

  @Test
  void distances_are_those_of_the_reference() {
    double[] expected = {.4, 2, .2, .32580014, 1.6, 1, 1.13483997, 1.8, 1.67419986, .05612019};
    Tolerance.WRITTEN.requireAgree(
        "of a matrix", Rdm.of(x(), RdmDistance.CORRELATION).entries(), expected);
    Rdm byGram =
        Rdm.of(new PlainActivations(x()), new int[] {0, 1, 2, 3, 4}, RdmDistance.CORRELATION);
    Tolerance.WRITTEN.requireAgree("of activations", byGram.entries(), expected);
    Tolerance.WRITTEN.requireAgree(
        "of the other",
        Rdm.of(y(), RdmDistance.CORRELATION).entries(),
        new double[] {1, 1.5, .1339746, .1339746, 1.8660254, .5, .5, 1.8660254, 1.8660254, 0});
  }

  @Test
  void comparisons_are_those_of_the_reference() {
    Rdm a = Rdm.of(x(), RdmDistance.CORRELATION);
    Rdm b = Rdm.of(y(), RdmDistance.CORRELATION);
    Tolerance.DOUBLE.requireAgree("r", RdmComparison.PEARSON.compare(a, b), .8702056651410823);
    Tolerance.DOUBLE.requireAgree("rho", RdmComparison.SPEARMAN.compare(a, b), .8705196492275473);
  }

  @Test
  void comparisons_of_second_moments_are_those_of_the_definitions() {
    Rdm a = Rdm.of(x(), RdmDistance.CORRELATION);
    Rdm b = Rdm.of(y(), RdmDistance.CORRELATION);
    // By NumPy: with the inverse of (C C') squared entry by entry, C the contrasts of all pairs;
    // from
    // singular values of the normalised patterns' product.
    Tolerance.DOUBLE.requireAgree(
        "whitened cosine", RdmComparison.WHITENED_COSINE.compare(a, b), .8500394581433705);
    Tolerance.DOUBLE.requireAgree(
        "whitened r", RdmComparison.WHITENED_CORRELATION.compare(a, b), .7317775404202099);
    Tolerance.DOUBLE.requireAgree("Bures", RdmComparison.BURES.compare(a, b), .8646747462432324);
  }

  @Test
  void whitened_distances_are_compared_as_linear_cka_does() {
    Rdm a = Rdm.of(x(), RdmDistance.SQUARED_EUCLIDEAN);
    Rdm b = Rdm.of(y(), RdmDistance.SQUARED_EUCLIDEAN);
    double[] cka =
        new BiasedCkaMetric()
            .score(
                new PlainActivations(x()),
                y(),
                new Fold(new int[0], new int[] {0, 1, 2, 3, 4}),
                new BiasedCkaMetric().parameters().defaults());
    Tolerance.DOUBLE.requireAgree("CKA", RdmComparison.WHITENED_COSINE.compare(a, b), cka[0]);
  }

  @Test
  void every_comparison_is_as_defined() {
    Rdm a = new Rdm(3, new double[] {1, 2, 2});
    Rdm b = new Rdm(3, new double[] {3, 5, 4});
    Tolerance.DOUBLE.requireAgree("tau-a", RdmComparison.KENDALL_A.compare(a, b), 2 / 3.0);
    Tolerance.DOUBLE.requireAgree(
        "tau-b", RdmComparison.KENDALL_B.compare(a, b), 2 / Math.sqrt(2 * 3));
    // Both ways to break the tie: rho is 1 for one and 1/2 for the other.
    Tolerance.DOUBLE.requireAgree("rho-a", RdmComparison.RHO_A.compare(a, b), 0.75);
    Tolerance.DOUBLE.requireAgree(
        "cosine", RdmComparison.COSINE.compare(a, b), 21 / Math.sqrt(9 * 50));
  }

  @Test
  void every_distance_is_as_defined() {
    Matrix rows = matrix(new double[] {1, 2, 2}, new double[] {3, 0, 4}, new double[] {0, 0, 0});
    Rdm euclidean = Rdm.of(rows, RdmDistance.SQUARED_EUCLIDEAN);
    Tolerance.DOUBLE.requireAgree("squared", euclidean.entries(), new double[] {4, 3, 25 / 3.0});
    double[] cosine = Rdm.of(rows, RdmDistance.COSINE).entries();
    Tolerance.DOUBLE.requireAgree("cosine", cosine[0], 1 - 11 / 15.0);
    assertThat(cosine[1]).isNaN();
  }

  @Test
  void rounding_does_not_order_ties() {
    Rdm a = new Rdm(3, new double[] {0.3, 0.1 + 0.2, 1});
    Rdm b = new Rdm(3, new double[] {1, 0, 2});
    Rdm tied = new Rdm(3, new double[] {0.3, 0.3, 1});
    Tolerance.EXACT.requireAgree(
        "rho", RdmComparison.SPEARMAN.compare(a, b), RdmComparison.SPEARMAN.compare(tied, b));
  }

  @Test
  void a_constant_pattern_has_no_distance_and_its_pairs_are_left_out_of_both() {
    Matrix rows = x();
    for (int j = 0; j < 4; j++) {
      rows.set(1, j, 0.1);
    }
    int[] all = {0, 1, 2, 3, 4};
    Rdm broken = Rdm.of(new PlainActivations(rows), all, RdmDistance.CORRELATION);
    assertThat(broken.entries()[0]).isNaN();
    assertThat(Rdm.of(rows, RdmDistance.CORRELATION).entries()[4]).isNaN();
    int[] others = {0, 2, 3, 4};
    for (RdmComparison comparison : RdmComparison.values()) {
      Tolerance.DOUBLE.requireAgree(
          comparison.key() + " without it",
          comparison.compare(broken, Rdm.of(y(), RdmDistance.CORRELATION)),
          comparison.compare(
              Rdm.of(x().rows(others), RdmDistance.CORRELATION),
              Rdm.of(y().rows(others), RdmDistance.CORRELATION)));
    }
  }

  @Test
  void correlation_distances_do_not_see_a_patterns_gain_and_offset() {
    Matrix moved = x();
    for (int i = 0; i < moved.rows(); i++) {
      for (int j = 0; j < moved.columns(); j++) {
        moved.set(i, j, (i + 2) * moved.at(i, j) - 3 * i);
      }
    }
    Tolerance.DOUBLE.requireAgree(
        "distances",
        Rdm.of(moved, RdmDistance.CORRELATION).entries(),
        Rdm.of(x(), RdmDistance.CORRELATION).entries());
  }

  @Test
  void crossnobis_is_the_distance_where_nothing_varies_and_has_no_bias_where_noise_does() {
    Tolerance.DOUBLE.requireAgree(
        "without noise",
        Rdm.crossnobis(List.of(x(), x(), x())).entries(),
        Rdm.of(x(), RdmDistance.SQUARED_EUCLIDEAN).entries());
    List<Matrix> noise =
        IntStream.range(0, 4)
            .mapToObj(r -> PlainActivations.noise("repetition " + r, 40, 60))
            .toList();
    double mean = mean(Rdm.crossnobis(noise).entries());
    Tolerance.SIMULATED.requireAgree("of noise alone", mean, 0);
    assertThat(mean(Rdm.of(noise.get(0), RdmDistance.SQUARED_EUCLIDEAN).entries()))
        .isBetween(1.5, 2.5);
    assertThatThrownBy(() -> Rdm.crossnobis(List.of(x())))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("at least 2");
  }

  @Test
  void what_does_not_fit_together_is_refused() {
    assertThatThrownBy(() -> new Rdm(3, new double[2])).hasMessageContaining("2 entries");
    Rdm three = new Rdm(3, new double[3]);
    Rdm two = new Rdm(2, new double[1]);
    assertThatThrownBy(() -> RdmComparison.PEARSON.compare(three, two))
        .hasMessageContaining("3 and 2 stimuli");
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
