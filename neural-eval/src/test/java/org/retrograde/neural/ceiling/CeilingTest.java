// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.ceiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retrograde.testkit.PlainActivations.matrix;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.similarity.Rdm;
import org.retrograde.neural.similarity.RdmComparison;
import org.retrograde.testkit.PlainActivations;
import org.retrograde.testkit.Tolerance;

final class CeilingTest {

  private static final double NAN = Double.NaN;

  @Test
  void the_correction_stays_at_0_and_at_1() {
    Tolerance.EXACT.requireAgree("0", SpearmanBrown.of(0), 0);
    Tolerance.EXACT.requireAgree("1", SpearmanBrown.of(1), 1);
    Tolerance.DOUBLE.requireAgree("half", SpearmanBrown.of(0.5), 2 / 3.0);
  }

  @Test
  void normalisations_are_those_published() {
    // AlexNet on public IT.
    Normalized score = new Normalized(.57962116, .00269362, .81579938);
    assertThat(Math.round(1e4 * score.score())).isEqualTo(4118);
    assertThat(Math.round(1e4 * score.before2026())).isEqualTo(5048);
    Tolerance.DOUBLE.requireAgree("unsquared", score.overCeiling(), .57962116 / .81579938);
    Tolerance.DOUBLE.requireAgree("error", score.error(), 2 * .57962116 * .00269362 / .81579938);
  }

  @Test
  void a_negative_correlation_is_no_good_score() {
    Normalized score = new Normalized(-0.4, 0.01, 0.8);
    Tolerance.DOUBLE.requireAgree("since 2026", score.score(), -0.2);
    Tolerance.DOUBLE.requireAgree("before", score.before2026(), -0.25);
    Normalized unreliable = new Normalized(0.4, 0.01, -0.1);
    assertThat(unreliable.score()).isNaN();
    assertThat(unreliable.error()).isNaN();
    assertThat(unreliable.before2026()).isNaN();
  }

  @Test
  void the_median_over_neuroids_comes_before_the_mean_over_splits() {
    SplitValues values = new SplitValues(matrix(new double[] {0, 1, 5}, new double[] {2, 8, 3}));
    Tolerance.DOUBLE.requireAgree("medians", values.medians(), new double[] {1, 3});
    Tolerance.DOUBLE.requireAgree("mean", values.mean(), 2);
    Tolerance.DOUBLE.requireAgree("error", values.error(), 1 / Math.sqrt(2));
    SplitValues partly =
        new SplitValues(matrix(new double[] {NAN, 1, 5}, new double[] {2, NAN, 3}));
    Tolerance.DOUBLE.requireAgree("without NaN", partly.medians(), new double[] {3, 2.5});
    Tolerance.DOUBLE.requireAgree("neuroids", partly.perNeuroid(), new double[] {2, 1, 4});
  }

  @Test
  void trials_that_are_missing_are_left_out_of_averages_and_stimuli_of_correlations() {
    Repetitions trials =
        new Repetitions(
            List.of(
                matrix(new double[] {1}, new double[] {2}, new double[] {4}, new double[] {NAN}),
                matrix(
                    new double[] {3}, new double[] {NAN}, new double[] {6}, new double[] {NAN})));
    Matrix average = trials.average(0, 1);
    assertThat(average.column(0)).containsExactly(2, 2, 5, NAN);
    HalfAverages halves = new HalfAverages(trials.average(0), trials.average(1));
    Tolerance.DOUBLE.requireAgree("over two stimuli", halves.reliability()[0], 1);
    assertThat(halves.isWhole()).isFalse();
  }

  @Test
  void every_bin_has_its_own_ceiling() {
    Matrix signal = PlainActivations.noise("signal", 200, 3);
    List<Repetitions> bins =
        List.of(trials(Matrix.zeros(200, 3), "silence"), trials(signal, "answer"));
    List<SplitValues> ceilings = InternalConsistency.BRAIN_SCORE.ofBins(bins);
    assertThat(ceilings.get(0).mean()).isBetween(-0.3, 0.3);
    // Of 6 trials with as much noise as signal: 6 / 7.
    assertThat(ceilings.get(1).mean()).isBetween(0.8, 0.9);
  }

  private static Repetitions trials(Matrix signal, String name) {
    return new Repetitions(
        IntStream.range(0, 6)
            .mapToObj(
                r -> {
                  Matrix trial = PlainActivations.noise(name + r, signal.rows(), signal.columns());
                  for (int i = 0; i < trial.values().length; i++) {
                    trial.values()[i] += signal.values()[i];
                  }
                  return trial;
                })
            .toList());
  }

  @Test
  void one_repetition_has_no_reliability() {
    Repetitions one = new Repetitions(List.of(Matrix.zeros(3, 1)));
    assertThatThrownBy(() -> InternalConsistency.BRAIN_SCORE.of(one))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("at least 2");
    assertThatThrownBy(() -> new Repetitions(List.of(Matrix.zeros(3, 1), Matrix.zeros(2, 1))))
        .hasMessageContaining("differ in shape");
    assertThatThrownBy(() -> new Repetitions(List.of(Matrix.zeros(3, 1), Matrix.zeros(3, 2))))
        .hasMessageContaining("differ in shape");
    assertThatThrownBy(() -> new HalfAverages(Matrix.zeros(3, 1), Matrix.zeros(2, 1)))
        .hasMessageContaining("differ in shape");
    assertThatThrownBy(() -> new HalfAverages(Matrix.zeros(3, 1), Matrix.zeros(3, 2)))
        .hasMessageContaining("differ in shape");
  }

  @Test
  void subjects_bound_what_a_model_can_be_like() {
    Rdm a = new Rdm(4, new double[] {1, 2, 3, 4, 5, 6});
    Rdm b = new Rdm(4, new double[] {2, 1, 3, 4, 6, 5});
    Rdm c = new Rdm(4, new double[] {10, 30, 20, 50, 40, 60});
    List<Rdm> subjects = List.of(a, b, c);
    RsaCeiling plain = RsaCeiling.brainScore(subjects);
    double upper =
        (RdmComparison.SPEARMAN.compare(a, mean(a, b, c))
                + RdmComparison.SPEARMAN.compare(b, mean(a, b, c))
                + RdmComparison.SPEARMAN.compare(c, mean(a, b, c)))
            / 3;
    double lower =
        (RdmComparison.SPEARMAN.compare(a, mean(b, c))
                + RdmComparison.SPEARMAN.compare(b, mean(a, c))
                + RdmComparison.SPEARMAN.compare(c, mean(a, b)))
            / 3;
    Tolerance.DOUBLE.requireAgree("upper", plain.upper(), upper);
    Tolerance.DOUBLE.requireAgree("lower", plain.lower(), lower);
    for (RdmComparison comparison : RdmComparison.values()) {
      RsaCeiling ceiling = RsaCeiling.of(subjects, comparison);
      assertThat(ceiling.upper()).isBetween(ceiling.lower(), 1.0);
      RsaCeiling same = RsaCeiling.of(List.of(a, a), comparison);
      Tolerance.DOUBLE.requireAgree("alike", same.lower(), 1);
    }
    assertThatThrownBy(() -> RsaCeiling.brainScore(List.of(a)))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("at least 2");
  }

  @Test
  void one_scale_before_averaging_keeps_a_subject_from_outweighing_others() {
    Rdm a = new Rdm(3, new double[] {1, 2, 3});
    Rdm loud = new Rdm(3, new double[] {300, NAN, 100});
    RsaCeiling ceiling = RsaCeiling.of(List.of(a, a, loud), RdmComparison.SPEARMAN);
    RsaCeiling raw = RsaCeiling.brainScore(List.of(a, a, loud));
    assertThat(ceiling.upper()).isBetween(raw.upper() + 0.1, 1.0);
  }

  private static Rdm mean(Rdm... rdms) {
    double[] entries = new double[rdms[0].entries().length];
    for (Rdm rdm : rdms) {
      for (int i = 0; i < entries.length; i++) {
        entries[i] += rdm.entries()[i] / rdms.length;
      }
    }
    return new Rdm(rdms[0].stimuli(), entries);
  }
}
