// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retrograde.testkit.PlainActivations.matrix;

import org.junit.jupiter.api.Test;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.stats.Means;
import org.retrograde.testkit.Tolerance;

final class FalseAlarmsTest {

  private static final int FIRST = 0;

  private static FalseAlarms example() {
    Matrix p =
        matrix(
            new double[] {.7, .2, .1},
            new double[] {.5, .3, .2},
            new double[] {.1, .8, .1},
            new double[] {.3, .4, .3},
            new double[] {.2, .2, .6},
            new double[] {.05, .15, .8});
    return FalseAlarms.ofProbabilities(p, 0, 0, 1, 1, 2, 2);
  }

  @Test
  void i1_is_that_of_the_reference() {
    Tolerance.WRITTEN_SHORT.requireAgree(
        "I1",
        example().i1(),
        new double[] {1.773023, 1.257788, 1.898642, .858014, 1.392455, 2.001902});
  }

  @Test
  void i2n_has_no_mean_within_a_pair_of_objects() {
    Matrix i2n = example().i2n();
    Tolerance.DOUBLE.requireAgree("objects 0 and 1", i2n.at(0, 1) + i2n.at(1, 1), 0);
    Tolerance.DOUBLE.requireAgree("objects 2 and 0", i2n.at(4, 0) + i2n.at(5, 0), 0);
    Tolerance.DOUBLE.requireAgree(
        "a difference",
        i2n.at(0, 1) - i2n.at(1, 1),
        example().dPrimes().at(0, 1) - example().dPrimes().at(1, 1));
    assertThat(i2n.at(FIRST, 0)).isNaN();
  }

  @Test
  void what_is_never_mistaken_is_clipped() {
    Matrix sure = matrix(new double[] {1, 0}, new double[] {0, 1});
    Tolerance.EXACT.requireAgree(
        "always right", FalseAlarms.ofProbabilities(sure, 0, 1).i1(), new double[] {5, 5});
    Tolerance.EXACT.requireAgree(
        "always wrong", FalseAlarms.ofProbabilities(sure, 1, 0).i1(), new double[] {-5, -5});
    Matrix infinities = matrix(new double[] {1, 0}, new double[] {1, 0});
    assertThat(FalseAlarms.ofProbabilities(infinities, 0, 1).i1()).containsOnly(Double.NaN);
  }

  @Test
  void trials_are_counted_where_an_object_was_on_offer() {
    ChoiceTrials trials =
        new ChoiceTrials(
            3,
            new int[] {0, 1},
            new int[] {0, 0, 0, 1},
            new int[] {1, 1, 2, 0},
            new int[] {1, 0, 0, 1});
    Matrix rates = trials.falseAlarms(0, 1, 2, 3).rates();
    Tolerance.EXACT.requireAgree("one of two", rates.at(0, 1), 0.5);
    Tolerance.EXACT.requireAgree("none", rates.at(0, 2), 0);
    assertThat(rates.at(1, 2)).isNaN();
    assertThat(trials.falseAlarms(2, 3).rates().at(0, 1)).isNaN();
  }

  @Test
  void a_choice_that_was_not_on_offer_is_refused() {
    int[] one = {1};
    int[] zero = {0};
    assertThatThrownBy(() -> new ChoiceTrials(3, zero, zero, one, new int[] {2}))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("0 or 1");
    assertThatThrownBy(() -> new ChoiceTrials(3, zero, zero, one, new int[2]))
        .hasMessageContaining("2 choices");
    assertThatThrownBy(() -> new FalseAlarms(Matrix.zeros(1, 2), new int[] {2}))
        .hasMessageContaining("one of 2");
    assertThatThrownBy(() -> new FalseAlarms(Matrix.zeros(1, 2), new int[] {-1}))
        .hasMessageContaining("one of 2");
    assertThatThrownBy(() -> new FalseAlarms(Matrix.zeros(1, 2), new int[] {0, 1}))
        .hasMessageContaining("one of 2");
    assertThatThrownBy(() -> new ChoiceTrials(3, zero, zero, new int[2], one))
        .hasMessageContaining("2 and");
  }

  @Test
  void a_model_that_confuses_as_subjects_do_scores_above_one_that_does_not() {
    SimulatedSubjects subjects = new SimulatedSubjects(20, 4, 60);
    for (BehaviouralMeasure measure : BehaviouralMeasure.values()) {
      BehaviouralConsistency consistency = BehaviouralConsistency.brainScore(measure);
      BehaviouralScore same = consistency.of(subjects.model(0), subjects.trials());
      BehaviouralScore other = consistency.of(subjects.model(1), subjects.trials());
      assertThat(same.raw()).isBetween(0.7, 1.0);
      assertThat(other.raw()).isBetween(-0.3, same.raw() - 0.4);
      assertThat(same.ceiling()).isBetween(0.5, same.raw());
      assertThat(same.error()).isBetween(1e-6, 0.1);
      assertThat(same.ceilingError()).isBetween(1e-6, 0.1);
      Tolerance.DOUBLE.requireAgree(
          "normalised", same.score(), same.raw() / Math.sqrt(same.ceiling()));
    }
    assertThat(Means.of(subjects.model(0).i1())).isBetween(0.1, 5.0);
  }

  @Test
  void other_images_are_refused() {
    SimulatedSubjects subjects = new SimulatedSubjects(20, 4, 10);
    FalseAlarms others = example();
    BehaviouralConsistency consistency = BehaviouralConsistency.brainScore(BehaviouralMeasure.I1);
    assertThatThrownBy(() -> consistency.of(others, subjects.trials()))
        .hasMessageContaining("differ");
  }
}
