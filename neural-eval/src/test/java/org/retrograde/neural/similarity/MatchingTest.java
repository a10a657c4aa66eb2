// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.similarity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.retrograde.api.metric.EvaluationMetric;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;
import org.retrograde.testkit.PlainActivations;
import org.retrograde.testkit.Tolerance;

final class MatchingTest {

  private static final Fold FOLD =
      new Fold(IntStream.range(0, 30).toArray(), IntStream.range(30, 60).toArray());

  private static Matrix noise(String name, int columns) {
    return PlainActivations.noise(name, 60, columns);
  }

  /** Neuroid j is unit (j + 1) mod units, plus noise. */
  private static Matrix shifted(Matrix x, int neuroids) {
    Matrix y = PlainActivations.noise("shifted", x.rows(), neuroids);
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < neuroids; j++) {
        y.set(i, j, 0.3 * y.at(i, j) + x.at(i, (j + 1) % x.columns()));
      }
    }
    return y;
  }

  private static double[] score(EvaluationMetric metric, Matrix x, Matrix y, Fold fold) {
    return metric.score(new PlainActivations(x), y, fold, metric.parameters().defaults());
  }

  @Test
  void sharing_is_matching_where_there_are_as_many_units_as_neuroids() {
    Matrix x = noise("x", 6);
    Matrix y = shifted(x, 6);
    double[] matched = score(new OneToOneMatching(), x, y, FOLD);
    double[] shared = score(new SoftMatching(), x, y, FOLD);
    assertThat(Arrays.stream(matched).boxed()).allMatch(r -> r > 0.85 && r < 1);
    Tolerance.DOUBLE.requireAgree("mean", shared[0], Arrays.stream(matched).average().orElse(0));
  }

  @Test
  void what_is_matched_on_the_training_rows_is_held_to_on_the_test_rows() {
    Matrix x = noise("x", 4);
    Matrix y = shifted(x, 4);
    for (int i = 30; i < 60; i++) {
      for (int j = 0; j < 4; j++) {
        // On the test rows each neuroid is another unit.
        y.set(i, j, x.at(i, j));
      }
    }
    for (EvaluationMetric metric :
        new EvaluationMetric[] {new OneToOneMatching(), new SemiMatching(), new SoftMatching()}) {
      assertThat(Arrays.stream(score(metric, x, y, FOLD)).boxed()).allMatch(r -> r < 0.6);
    }
  }

  @Test
  void neuroids_without_a_unit_of_their_own_have_no_score() {
    Matrix x = noise("x", 3);
    double[] scores = score(new OneToOneMatching(), x, noise("y", 5), FOLD);
    assertThat(Arrays.stream(scores).filter(Double::isNaN).count()).isEqualTo(2);
  }

  @Test
  void units_and_neuroids_that_are_constant_or_missing_are_left_out() {
    Matrix x = noise("x", 5);
    Matrix y = shifted(x, 4);
    double[] before = score(new OneToOneMatching(), x, y, FOLD);
    for (int i = 30; i < 60; i++) {
      y.set(i, 0, 2);
      x.set(i, 0, 1);
    }
    y.set(3, 2, Double.NaN);
    double[] scores = score(new OneToOneMatching(), x, y, FOLD);
    assertThat(scores[0]).isNaN();
    assertThat(scores[2]).isNaN();
    Tolerance.EXACT.requireAgree("unchanged", scores[1], before[1]);
    assertThat(score(new SoftMatching(), x, y, FOLD)[0]).isBetween(0.2, 1.0);
    Matrix nothing = Matrix.zeros(60, 2);
    assertThat(score(new SemiMatching(), x, nothing, FOLD)[0]).isNaN();
    assertThat(score(new SoftMatching(), x, nothing, FOLD)[0]).isNaN();
    assertThat(score(new OneToOneMatching(), x, nothing, FOLD)).containsOnly(Double.NaN);
  }

  @Test
  void the_bias_of_alignment_is_what_the_name_says() {
    Matrix x = noise("wide x", 400);
    Matrix y = noise("wide y", 300);
    Fold all = new Fold(new int[0], IntStream.range(0, 60).toArray());
    assertThat(score(new BiasedCkaMetric(), x, y, all)[0]).isBetween(0.7, 1.0);
    assertThat(score(new CkaMetric(), x, y, all)[0]).isBetween(-0.1, 0.1);
  }
}
