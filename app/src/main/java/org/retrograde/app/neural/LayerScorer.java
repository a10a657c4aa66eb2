// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.metric.Normalization;
import org.retrograde.api.random.RandomStream;
import org.retrograde.neural.ceiling.SplitValues;
import org.retrograde.neural.linear.BlockedActivations;
import org.retrograde.neural.score.Exclusion;
import org.retrograde.neural.score.Interval;
import org.retrograde.neural.score.MappingChoice;
import org.retrograde.neural.score.PredictivityScore;
import org.retrograde.neural.score.PredictivityScorer;
import org.retrograde.neural.score.Responses;
import org.retrograde.neural.score.ScoreListener;
import org.retrograde.neural.score.ScoreRequest;
import org.retrograde.neural.score.StimulusActivations;

/**
 * Scores one layer against one set of responses.
 *
 * @param settings how
 * @param responses Y
 * @param ceiling its reliability, if known
 * @param random where bootstraps are drawn from
 */
record LayerScorer(
    ScoreSettings settings,
    Responses responses,
    Optional<SplitValues> ceiling,
    RandomStream random) {

  LayerScore score(
      String layer, StimulusActivations activations, List<Fold> folds, ScoreListener listener) {
    try {
      return scored(layer, activations, folds, listener);
    } catch (RetrogradeException e) {
      throw naming(layer, e);
    }
  }

  /** Says of an error of usage whose layer it is. */
  private static RetrogradeException naming(String layer, RetrogradeException e) {
    if (e.kind() != RetrogradeException.Kind.USAGE) {
      return e;
    }
    Problem problem = e.problem();
    RetrogradeException named =
        RetrogradeException.usage(
            new Problem(
                "layer '" + layer + "': " + problem.where(),
                problem.found(),
                problem.expected(),
                problem.advice()));
    named.addSuppressed(e);
    return named;
  }

  private LayerScore scored(
      String layer, StimulusActivations activations, List<Fold> folds, ScoreListener listener) {
    if (settings.measure() instanceof ScoreSettings.Predicting mapping) {
      return of(layer, detail(mapping, activations, folds, listener));
    }
    return compared(
        layer, (ScoreSettings.Comparing) settings.measure(), activations, folds, listener);
  }

  PredictivityScore detail(
      ScoreSettings.Predicting measure,
      StimulusActivations activations,
      List<Fold> folds,
      ScoreListener listener) {
    MappingChoice choice = new MappingChoice(measure.mapping(), measure.parameters());
    return new PredictivityScorer()
        .score(new ScoreRequest(activations, responses, folds, choice, ceiling), listener);
  }

  LayerScore of(String layer, PredictivityScore score) {
    Interval interval = score.interval(settings.draws(), random);
    return new LayerScore(
        layer,
        score.sizes().units(),
        score.raw().mean(),
        score.raw().error(),
        score.ceiling().map(SplitValues::mean).filter(c -> c >= settings.ceilingThreshold()),
        Normalization.SQUARED_OVER_CEILING,
        score.sizes().neuroids(),
        score.excluded().stream().map(LayerScorer::counted).toList(),
        Optional.of(interval),
        score.warnings());
  }

  private static String counted(Exclusion exclusion) {
    return exclusion.neuroids().size() + " with " + exclusion.reason();
  }

  /** A similarity, on each fold; it has no ceiling of its own. */
  private LayerScore compared(
      String layer,
      ScoreSettings.Comparing measure,
      StimulusActivations activations,
      List<Fold> folds,
      ScoreListener listener) {
    Activations rows = aligned(activations);
    int[] whole = complete();
    Matrix known = columns(whole);
    Matrix values = Matrix.zeros(folds.size(), 1);
    for (int i = 0; i < folds.size(); i++) {
      double[] scores = measure.metric().score(rows, known, folds.get(i), measure.parameters());
      values.set(
          i, 0, Arrays.stream(scores).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN));
      listener.fitted(i + 1, folds.size());
    }
    SplitValues split = new SplitValues(values);
    int without = responses.neuroids().size() - whole.length;
    return new LayerScore(
        layer,
        activations.values().units(),
        split.mean(),
        split.error(),
        Optional.empty(),
        measure.metric().normalization(),
        whole.length,
        without == 0 ? List.of() : List.of(without + " without a response to every stimulus"),
        Optional.empty(),
        List.of());
  }

  private Activations aligned(StimulusActivations activations) {
    return aligned(activations, responses.stimuli());
  }

  /** The rows of some stimuli, in their order. */
  static Activations aligned(StimulusActivations activations, List<String> stimuli) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < activations.stimuli().size(); i++) {
      places.put(activations.stimuli().get(i), i);
    }
    int[] rows = stimuli.stream().mapToInt(places::get).toArray();
    Activations all = activations.values();
    return new BlockedActivations(
        rows.length, all.units(), (from, to) -> all.units(from, to).rows(rows));
  }

  private int[] complete() {
    Matrix y = responses.values();
    return IntStream.range(0, y.columns())
        .filter(j -> Arrays.stream(y.column(j)).noneMatch(Double::isNaN))
        .toArray();
  }

  private Matrix columns(int... neuroids) {
    Matrix y = responses.values();
    Matrix picked = Matrix.zeros(y.rows(), neuroids.length);
    for (int i = 0; i < y.rows(); i++) {
      for (int j = 0; j < neuroids.length; j++) {
        picked.set(i, j, y.at(i, neuroids[j]));
      }
    }
    return picked;
  }
}
