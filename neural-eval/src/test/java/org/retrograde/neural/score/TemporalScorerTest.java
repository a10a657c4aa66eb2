// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.assembly.TimeBin;
import org.retrograde.neural.ceiling.SplitValues;
import org.retrograde.testkit.PlainActivations;
import org.retrograde.testkit.Tolerance;

final class TemporalScorerTest {

  private static final int BINS = 6;
  private static final int LATENCY = 2;

  private static List<TimeBin> bins() {
    return IntStream.range(0, BINS).mapToObj(i -> new TimeBin(10 * i, 10 * i + 10)).toList();
  }

  private static List<Activations> steps() {
    return IntStream.range(0, BINS)
        .mapToObj(t -> (Activations) new PlainActivations(ScoreTrial.x("step " + t)))
        .toList();
  }

  /** Neurons answer at each bin what the network said some steps before. */
  private static TemporalResponses delayed(Optional<List<SplitValues>> ceilings) {
    List<Matrix> values =
        IntStream.range(0, BINS)
            .mapToObj(bin -> ScoreTrial.y(ScoreTrial.x("step " + (bin - LATENCY)), 1))
            .toList();
    return new TemporalResponses(
        bins(),
        ScoreTrial.ids("s", ScoreTrial.STIMULI),
        ScoreTrial.ids("n", ScoreTrial.NEUROIDS),
        values,
        ceilings);
  }

  private static TemporalScore score(List<Activations> x, TemporalResponses y, TemporalMode mode) {
    TemporalActivations activations =
        new TemporalActivations(ScoreTrial.ids("s", ScoreTrial.STIMULI), x);
    return new TemporalScorer()
        .score(
            new TemporalRequest(
                activations,
                y,
                ScoreTrial.folds(ScoreTrial.STIMULI),
                ScoreTrial.ridge(),
                mode,
                0.1),
            ScoreListener.silent());
  }

  private static List<Activations> still() {
    Activations x = new PlainActivations(ScoreTrial.x("step 0"));
    return IntStream.range(0, BINS).mapToObj(i -> x).toList();
  }

  @Test
  void a_bin_by_itself_is_scored_as_if_there_were_no_time() {
    TemporalResponses y = delayed(Optional.empty());
    TemporalScore score = score(steps(), y, TemporalMode.PER_BIN);
    PredictivityScore alone =
        ScoreTrial.score(
            ScoreTrial.activations(ScoreTrial.x("step 3")),
            ScoreTrial.responses(y.values().get(3)));
    Tolerance.EXACT.requireAgree("bin 3", score.raw()[3], alone.raw().mean());
    assertThat(score.dropped()).isEmpty();
    assertThat(score.normalized(0)).isEmpty();
    assertThat(score.warnings()).isEmpty();
  }

  @Test
  void neuroids_in_bins_are_targets_like_any_other() {
    TemporalResponses y = delayed(Optional.empty());
    TemporalScore flat = score(still(), y, TemporalMode.FLATTENED);
    TemporalScore perBin = score(still(), y, TemporalMode.PER_BIN);
    Tolerance.DOUBLE.requireAgree("ridge", flat.raw(), perBin.raw());
    assertThatThrownBy(() -> score(steps(), y, TemporalMode.FLATTENED))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("same activations in every bin");
  }

  @Test
  void one_mapping_cannot_follow_neurons_with_a_network_that_stands_still() {
    Matrix x = ScoreTrial.x("step 0");
    Matrix y = ScoreTrial.y(x, 0.1);
    Matrix turned =
        new Matrix(y.rows(), y.columns(), Arrays.stream(y.values()).map(v -> -v).toArray());
    List<Matrix> values =
        IntStream.range(0, BINS).mapToObj(bin -> bin % 3 == 0 ? y : turned).toList();
    TemporalResponses responses =
        new TemporalResponses(
            bins(), ScoreTrial.ids("s", 80), ScoreTrial.ids("n", 12), values, Optional.empty());
    TemporalScore shared = score(still(), responses, TemporalMode.SHARED);
    assertThat(shared.raw()[0]).isBetween(-1.0, -0.9);
    assertThat(shared.raw()[1]).isBetween(0.9, 1.0);
    assertThat(shared.warnings()).singleElement().asString().contains("mean over time only");
    TemporalScore perBin = score(still(), responses, TemporalMode.PER_BIN);
    assertThat(perBin.raw()[0]).isBetween(0.9, 1.0);
  }

  @Test
  void bins_below_the_ceiling_threshold_are_dropped_and_named() {
    List<SplitValues> ceilings =
        IntStream.range(0, BINS)
            .mapToObj(
                bin -> {
                  Matrix reliability = Matrix.zeros(2, ScoreTrial.NEUROIDS);
                  Arrays.fill(reliability.values(), bin == 0 ? 0.05 : 0.8);
                  return new SplitValues(reliability);
                })
            .toList();
    TemporalScore score = score(steps(), delayed(Optional.of(ceilings)), TemporalMode.SHARED);
    assertThat(score.dropped()).containsExactly(new TimeBin(0, 10));
    assertThat(score.normalized(0)).isEmpty();
    Tolerance.DOUBLE.requireAgree("ceiling", score.normalized(1).orElseThrow().ceiling(), 0.8);
    assertThat(score.warnings()).singleElement().asString().contains("below 0.1: [0, 10) ms");
  }

  @Test
  void the_latency_is_found_on_the_stimuli_for_selection_alone() {
    TemporalResponses y = delayed(Optional.empty());
    ModelSteps network = new ModelSteps(ScoreTrial.ids("s", ScoreTrial.STIMULI), steps(), 0, 10);
    RowSplitter splitter = RowSplitter.byPlaces(ScoreTrial::folds);
    int[] selection = IntStream.range(0, 60).toArray();
    LatencySelection.Choice choice =
        new LatencySelection(splitter.folds(selection), ScoreTrial.ridge(), TemporalMode.SHARED, 3)
            .choose(network, y);
    assertThat(choice.latency()).isEqualTo(LATENCY);
    assertThat(choice.scores()).hasSize(4);
    assertThat(choice.bins()).containsExactlyElementsOf(bins().subList(3, BINS));

    List<Matrix> changed = new ArrayList<>();
    for (Matrix m : y.values()) {
      Matrix other = new Matrix(m.rows(), m.columns(), m.values().clone());
      Arrays.fill(other.values(), 60 * m.columns(), other.values().length, 1e3);
      changed.add(other);
    }
    LatencySelection.Choice again =
        new LatencySelection(splitter.folds(selection), ScoreTrial.ridge(), TemporalMode.SHARED, 3)
            .choose(
                network,
                new TemporalResponses(
                    y.bins(), y.stimuli(), y.neuroids(), changed, Optional.empty()));
    Tolerance.EXACT.requireAgree("scores", again.scores(), choice.scores());

    ModelSteps.Aligned aligned = network.align(y, choice.latency());
    assertThat(aligned.lost()).containsExactlyElementsOf(bins().subList(0, LATENCY));
    assertThat(aligned.responses().bins()).containsExactlyElementsOf(bins().subList(2, BINS));
    assertThat(aligned.activations().bins())
        .containsExactlyElementsOf(network.steps().subList(0, 4));
  }

  @Test
  void latencies_that_leave_few_bins_in_common_are_not_tried() {
    TemporalResponses y = delayed(Optional.empty());
    ModelSteps network = new ModelSteps(ScoreTrial.ids("s", ScoreTrial.STIMULI), steps(), 0, 10);
    RowSplitter splitter = RowSplitter.byPlaces(ScoreTrial::folds);
    LatencySelection.Choice choice =
        new LatencySelection(
                splitter.folds(IntStream.range(0, 60).toArray()),
                ScoreTrial.ridge(),
                TemporalMode.SHARED,
                100)
            .choose(network, y);
    assertThat(choice.scores()).hasSize(BINS / 2 + 1);
    assertThat(choice.bins()).containsExactlyElementsOf(bins().subList(BINS / 2, BINS));
    assertThat(choice.latency()).isEqualTo(LATENCY);
  }

  @Test
  void steps_before_the_first_emission_answer_nothing() {
    TemporalResponses y = delayed(Optional.empty());
    ModelSteps late = new ModelSteps(ScoreTrial.ids("s", 80), steps(), 3, 10);
    assertThat(late.align(y, 1).lost()).containsExactlyElementsOf(bins().subList(0, 4));
    assertThatThrownBy(() -> late.align(y, 5))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("latency of 5 steps");
    ModelSteps coarse = new ModelSteps(ScoreTrial.ids("s", 80), steps(), 0, 20);
    assertThat(coarse.align(y, 0).responses().bins()).hasSize(3);
  }

  @Test
  void layers_are_chosen_on_one_part_and_reported_on_the_other() {
    Matrix x = ScoreTrial.x("x");
    Fold halves = new Fold(IntStream.range(0, 40).toArray(), IntStream.range(40, 80).toArray());
    LayerSelection selection =
        new LayerSelection(halves, RowSplitter.byPlaces(ScoreTrial::folds), ScoreTrial.ridge());
    List<LayerSelection.Layer> layers =
        List.of(
            new LayerSelection.Layer("noise", ScoreTrial.activations(ScoreTrial.x("other"))),
            new LayerSelection.Layer("right", ScoreTrial.activations(x)),
            new LayerSelection.Layer("again", ScoreTrial.activations(x)));
    List<Integer> heard = new ArrayList<>();
    LayerSelection.Choice choice =
        selection.choose(
            layers,
            ScoreTrial.responses(ScoreTrial.y(x, 1)),
            Optional.empty(),
            (done, total) -> heard.add(100 * total + done));
    assertThat(choice.chosen()).isEqualTo("right");
    assertThat(choice.selection()).hasSize(3);
    assertThat(choice.report().raw().mean()).isBetween(0.7, 1.0);
    assertThat(choice.report().splits().get(0))
        .allMatch(id -> Integer.parseInt(id.substring(1)) >= 40);
    assertThat(choice.selection().get(1).splits().get(0))
        .allMatch(id -> Integer.parseInt(id.substring(1)) < 40);
    assertThat(heard).hasSize(16).contains(1601, 1616);
  }

  @Test
  void stacked_rows_have_the_products_of_their_parts() {
    StackedActivations stacked = new StackedActivations(steps().subList(0, 2));
    PlainActivations plain = new PlainActivations(stacked.units(0, ScoreTrial.UNITS));
    Tolerance.DOUBLE.requireAgree("gram", stacked.gram().values(), plain.gram().values());
    Tolerance.DOUBLE.requireAgree("scatter", stacked.scatter().values(), plain.scatter().values());
    assertThat(stacked.gram()).isSameAs(stacked.gram());
    assertThat(stacked.scatter()).isSameAs(stacked.scatter());
    StackedActivations still = new StackedActivations(still());
    PlainActivations repeated = new PlainActivations(still.units(0, ScoreTrial.UNITS));
    Tolerance.DOUBLE.requireAgree("repeated", still.gram().values(), repeated.gram().values());
  }

  @Test
  void cost_depends_on_the_mode() {
    TemporalResponses y = delayed(Optional.empty());
    List<Double> bytes =
        Arrays.stream(TemporalMode.values())
            .map(
                mode ->
                    ScoreCost.of(
                            new TemporalRequest(
                                new TemporalActivations(ScoreTrial.ids("s", 80), steps()),
                                y,
                                ScoreTrial.folds(80),
                                ScoreTrial.ridge(),
                                mode,
                                0.1))
                        .bytes())
            .toList();
    double predictions = 5.0 * 80 * 12 * BINS;
    assertThat(bytes)
        .containsExactly(
            8 * (3 * 36 + predictions),
            8 * (3 * 36 * BINS + predictions),
            8 * (3 * 36 + predictions));
    assertThat(TemporalMode.keys()).containsExactly("shared", "per-bin", "flattened");
  }

  @Test
  void what_does_not_fit_together_is_refused() {
    TemporalResponses y = delayed(Optional.empty());
    assertThatThrownBy(() -> score(steps().subList(0, 2), y, TemporalMode.SHARED))
        .hasMessageContaining("2 bins of activations, 6 of responses");
    assertThatThrownBy(() -> new TemporalActivations(List.of("a"), steps()))
        .hasMessageContaining("different stimuli");
    Activations narrow = new PlainActivations(PlainActivations.noise("narrow", 80, 2));
    assertThatThrownBy(
            () -> new TemporalActivations(ScoreTrial.ids("s", 80), List.of(steps().get(0), narrow)))
        .hasMessageContaining("different stimuli or units");
    assertThatThrownBy(() -> delayed(Optional.of(List.of()))).hasMessageContaining("6 bins");
    assertThatThrownBy(
            () ->
                new TemporalResponses(List.of(), List.of(), List.of(), List.of(), Optional.empty()))
        .hasMessageContaining("at least one");
    assertThatThrownBy(
            () -> new TemporalResponses(bins(), List.of(), List.of(), List.of(), Optional.empty()))
        .hasMessageContaining("6 bins");
  }
}
