// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.random.RandomStream;
import org.retrograde.neural.PlainRidge;
import org.retrograde.neural.ceiling.SplitValues;
import org.retrograde.testkit.PlainActivations;
import org.retrograde.testkit.Tolerance;

final class PredictivityScorerTest {

  private static final Matrix NO_ROWS = Matrix.zeros(0, 0);

  @Test
  void rows_are_paired_by_id() {
    Matrix x = ScoreTrial.x("x");
    Responses y = ScoreTrial.responses(ScoreTrial.y(x, 1));
    int[] order = RandomStream.of(3, "order", 0).permutation(ScoreTrial.STIMULI);
    PredictivityScore plain = ScoreTrial.score(ScoreTrial.activations(x), y);
    PredictivityScore shuffled = ScoreTrial.score(ScoreTrial.shuffled(x, order), y);
    Tolerance.DOUBLE.requireAgree(
        "correlations", shuffled.raw().values().values(), plain.raw().values().values());
    assertThat(plain.raw().mean()).isBetween(0.8, 1.0);
    assertThat(plain.splits()).hasSize(4);
    assertThat(plain.splits().get(0)).hasSize(20).isSorted();
    assertThat(plain.mapping()).isEqualTo("plain-ridge");
    assertThat(plain.sizes()).isEqualTo(new PredictivityScore.Sizes(80, 6, 12));
    assertThat(plain.notes()).hasSize(4);
    assertThat(plain.warnings()).isEmpty();
    assertThat(plain.normalized()).isEmpty();
    assertThat(plain.perNeuroidNormalized()).isEmpty();
  }

  @Test
  void noiseless_linear_neurons_are_predicted_and_noise_is_not() {
    Matrix x = ScoreTrial.x("x");
    MappingChoice exact = new MappingChoice(new PlainRidge(), new Parameters(Map.of("alpha", 0.0)));
    PredictivityScore perfect =
        new PredictivityScorer()
            .score(
                new ScoreRequest(
                    ScoreTrial.activations(x),
                    ScoreTrial.responses(ScoreTrial.y(x, 0)),
                    ScoreTrial.folds(ScoreTrial.STIMULI),
                    exact,
                    Optional.empty()),
                ScoreListener.silent());
    Tolerance.DOUBLE.requireAgree("score", perfect.raw().mean(), 1);
    PredictivityScore noise =
        ScoreTrial.score(
            ScoreTrial.activations(ScoreTrial.x("other")),
            ScoreTrial.responses(ScoreTrial.y(x, 1)));
    assertThat(noise.raw().mean()).isBetween(-0.15, 0.15);
  }

  @Test
  void stimuli_without_activations_are_named() {
    Matrix x = ScoreTrial.x("x");
    Responses y = ScoreTrial.responses(ScoreTrial.y(x, 1));
    StimulusActivations few =
        new StimulusActivations(
            ScoreTrial.ids("s", 73),
            new PlainActivations(new Matrix(73, 6, Arrays.copyOf(x.values(), 73 * 6))));
    assertThatThrownBy(() -> ScoreTrial.score(few, y))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("7 of 80 without activations: s73, s74, s75, s76, s77, ...");
    List<String> twice = new ArrayList<>(ScoreTrial.ids("s", 80));
    twice.set(4, "s3");
    StimulusActivations doubled = new StimulusActivations(twice, new PlainActivations(x));
    assertThatThrownBy(() -> ScoreTrial.score(doubled, y))
        .hasMessageContaining("stimulus 's3' in rows 3 and 4");
  }

  @Test
  void neuroids_that_cannot_be_scored_are_counted_with_their_reason() {
    Matrix x = ScoreTrial.x("x");
    Matrix y = ScoreTrial.y(x, 1);
    y.set(5, 2, Double.NaN);
    for (int i = 0; i < y.rows(); i++) {
      y.set(i, 7, 0.1);
    }
    PredictivityScore score = ScoreTrial.score(ScoreTrial.activations(x), ScoreTrial.responses(y));
    assertThat(score.excluded())
        .containsExactly(
            new Exclusion("no response to a stimulus", List.of("n2")),
            new Exclusion("the same response to every stimulus", List.of("n7")));
    assertThat(score.neuroids()).hasSize(10).doesNotContain("n2", "n7");
    Matrix nothing = Matrix.zeros(80, 2);
    assertThatThrownBy(
            () -> ScoreTrial.score(ScoreTrial.activations(x), ScoreTrial.responses(nothing)))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("2 with the same response");
  }

  @Test
  void units_that_say_nothing_are_counted_and_broken_ones_refused() {
    Matrix x = ScoreTrial.x("x");
    Responses y = ScoreTrial.responses(ScoreTrial.y(x, 1));
    for (int i = 0; i < x.rows(); i++) {
      x.set(i, 3, 2);
    }
    PredictivityScore score = ScoreTrial.score(ScoreTrial.activations(x), y);
    assertThat(score.warnings()).singleElement().asString().contains("1 of 6 units");
    x.set(9, 4, Double.POSITIVE_INFINITY);
    assertThatThrownBy(() -> ScoreTrial.score(ScoreTrial.activations(x), y))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("unit 4")
        .hasMessageContaining("'s9'");
  }

  @Test
  void what_is_constant_over_a_splits_test_stimuli_is_left_out_and_said() {
    Matrix x = ScoreTrial.x("x");
    Matrix y = ScoreTrial.y(x, 1);
    Fold fold = new Fold(IntStream.range(0, 60).toArray(), IntStream.range(60, 80).toArray());
    for (int i = 60; i < 80; i++) {
      y.set(i, 0, 1);
    }
    PredictivityScore score =
        new PredictivityScorer()
            .score(
                new ScoreRequest(
                    ScoreTrial.activations(x),
                    ScoreTrial.responses(y),
                    List.of(fold),
                    ScoreTrial.ridge(),
                    Optional.empty()),
                ScoreListener.silent());
    assertThat(score.raw().values().at(0, 0)).isNaN();
    assertThat(score.raw().mean()).isBetween(0.5, 1.0);
    assertThat(score.warnings()).singleElement().asString().contains("1 of 12 correlations");
  }

  @Test
  void the_ceiling_normalises_as_defined() {
    Matrix x = ScoreTrial.x("x");
    Matrix reliability = Matrix.zeros(1, 12);
    Arrays.fill(reliability.values(), 0.5);
    reliability.set(0, 0, -0.1);
    List<Integer> heard = new ArrayList<>();
    PredictivityScore score =
        new PredictivityScorer()
            .score(
                new ScoreRequest(
                    ScoreTrial.activations(x),
                    ScoreTrial.responses(ScoreTrial.y(x, 1)),
                    ScoreTrial.folds(80),
                    ScoreTrial.ridge(),
                    Optional.of(new SplitValues(reliability))),
                (done, total) -> heard.add(10 * total + done));
    double r = score.raw().mean();
    Tolerance.DOUBLE.requireAgree("score", score.normalized().orElseThrow().score(), r * r / 0.5);
    assertThat(score.perNeuroidNormalized().orElseThrow()).isBetween(1.0, 2.0);
    assertThat(heard).containsExactly(41, 42, 43, 44);
  }

  @Test
  void scores_are_compared_in_pairs() {
    Matrix x = ScoreTrial.x("x");
    Responses y = ScoreTrial.responses(ScoreTrial.y(x, 1));
    PredictivityScore good = ScoreTrial.score(ScoreTrial.activations(x), y);
    PredictivityScore bad = ScoreTrial.score(ScoreTrial.activations(ScoreTrial.x("other")), y);
    RandomStream random = RandomStream.of(1, "bootstrap", 0);
    PairedComparison comparison = PairedComparison.of(good, bad, 200, random);
    Tolerance.DOUBLE.requireAgree(
        "difference", comparison.difference(), good.raw().mean() - bad.raw().mean());
    assertThat(comparison.interval().low()).isBetween(0.3, comparison.difference());
    assertThat(comparison.interval().high()).isBetween(comparison.difference(), 1.5);
    assertThat(comparison.interval().excludes(0)).isTrue();
    assertThat(comparison.interval().excludes(2)).isTrue();
    PairedComparison same = PairedComparison.of(good, good, 50, random);
    assertThat(same.interval().excludes(0)).isFalse();
    Tolerance.EXACT.requireAgree("nothing", same.perSplit().values().values(), new double[48]);
    Interval interval = good.interval(200, random);
    assertThat(good.raw().mean()).isBetween(interval.low(), interval.high());
  }

  @Test
  void scores_on_other_splits_or_neuroids_are_not_compared() {
    Matrix x = ScoreTrial.x("x");
    Matrix y = ScoreTrial.y(x, 1);
    PredictivityScore one = ScoreTrial.score(ScoreTrial.activations(x), ScoreTrial.responses(y));
    y.set(0, 0, Double.NaN);
    PredictivityScore fewer = ScoreTrial.score(ScoreTrial.activations(x), ScoreTrial.responses(y));
    RandomStream random = RandomStream.of(1, "bootstrap", 0);
    assertThatThrownBy(() -> PairedComparison.of(one, fewer, 10, random))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("12 and 11 neuroids");
    PredictivityScore otherSplits =
        new PredictivityScorer()
            .score(
                new ScoreRequest(
                    ScoreTrial.activations(x),
                    ScoreTrial.responses(ScoreTrial.y(x, 1)),
                    ScoreTrial.folds(60),
                    ScoreTrial.ridge(),
                    Optional.empty()),
                ScoreListener.silent());
    assertThatThrownBy(() -> PairedComparison.of(one, otherSplits, 10, random))
        .hasMessageContaining("not the same ones");
  }

  @Test
  void what_does_not_fit_together_is_refused() {
    assertThatThrownBy(() -> new StimulusActivations(List.of("a"), new PlainActivations(NO_ROWS)))
        .hasMessageContaining("1 ids");
    assertThatThrownBy(() -> new Responses(List.of("a"), List.of(), NO_ROWS))
        .hasMessageContaining("1 stimuli");
    assertThatThrownBy(() -> new Responses(List.of(), List.of("a"), NO_ROWS))
        .hasMessageContaining("1 neuroids");
    Matrix x = ScoreTrial.x("x");
    StimulusActivations activations = ScoreTrial.activations(x);
    Responses y = ScoreTrial.responses(ScoreTrial.y(x, 1));
    assertThatThrownBy(
            () -> new ScoreRequest(activations, y, List.of(), ScoreTrial.ridge(), Optional.empty()))
        .hasMessageContaining("needs a fold");
    Optional<SplitValues> narrow = Optional.of(new SplitValues(Matrix.zeros(1, 3)));
    List<Fold> folds = ScoreTrial.folds(80);
    assertThatThrownBy(() -> new ScoreRequest(activations, y, folds, ScoreTrial.ridge(), narrow))
        .hasMessageContaining("12 neuroids");
    List<Fold> leaking = List.of(new Fold(new int[] {0, 1, 2}, new int[] {2, 70}));
    ScoreRequest request =
        new ScoreRequest(activations, y, leaking, ScoreTrial.ridge(), Optional.empty());
    PredictivityScorer scorer = new PredictivityScorer();
    assertThatThrownBy(() -> scorer.score(request, ScoreListener.silent()))
        .hasMessageContaining("fitted on");
  }

  @Test
  void cost_grows_with_the_smaller_side() {
    Matrix x = ScoreTrial.x("x");
    ScoreCost cost =
        ScoreCost.of(
            new ScoreRequest(
                ScoreTrial.activations(x),
                ScoreTrial.responses(ScoreTrial.y(x, 1)),
                ScoreTrial.folds(80),
                ScoreTrial.ridge(),
                Optional.empty()));
    Tolerance.DOUBLE.requireAgree("bytes", cost.bytes(), 8 * (3 * 36 + 5 * 80 * 12));
    Tolerance.DOUBLE.requireAgree(
        "operations", cost.operations(), 2 * 80 * 36 + 4 * (9 * 216 + 4 * 80 * 6 * 12));
  }
}
