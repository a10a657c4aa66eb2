// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.retrograde.api.metric.Fold;
import org.retrograde.neural.ceiling.Normalized;
import org.retrograde.neural.ceiling.SplitValues;

/**
 * Chooses a layer on one part of the stimuli and reports its score on the other. The best of
 * several scores is too high an estimate of itself; the report is not chosen for its height.
 *
 * @param halves rows of the responses: {@code train} to choose on, {@code test} to report on
 * @param splitter how each part is divided to fit and to score
 * @param mapping how to predict, the same for both
 */
public record LayerSelection(Fold halves, RowSplitter splitter, MappingChoice mapping) {

  /**
   * A layer.
   *
   * @param name its name
   * @param activations its activations
   */
  public record Layer(String name, StimulusActivations activations) {}

  /**
   * The choice.
   *
   * @param chosen the layer's name
   * @param selection the score of every layer on the part to choose on, in their order
   * @param report the chosen layer's score on the other part
   */
  public record Choice(
      String chosen, List<PredictivityScore> selection, PredictivityScore report) {}

  /**
   * Chooses.
   *
   * @param layers at least one
   * @param responses the neurons
   * @param ceiling their reliability, if known
   * @param listener hears of each fit
   * @return the layer with the highest score, the first of several
   */
  public Choice choose(
      List<Layer> layers,
      Responses responses,
      Optional<SplitValues> ceiling,
      ScoreListener listener) {
    List<PredictivityScore> scores = new ArrayList<>();
    List<Fold> folds = splitter.folds(halves.train());
    List<Fold> reported = splitter.folds(halves.test());
    int total = layers.size() * folds.size() + reported.size();
    int best = 0;
    for (int i = 0; i < layers.size(); i++) {
      int before = i * folds.size();
      ScoreListener ofAll = (done, of) -> listener.fitted(before + done, total);
      scores.add(score(layers.get(i), responses, ceiling, folds, ofAll));
      best = isBetter(scores.get(i), scores.get(best)) ? i : best;
    }
    int before = layers.size() * folds.size();
    ScoreListener ofAll = (done, of) -> listener.fitted(before + done, total);
    PredictivityScore report = score(layers.get(best), responses, ceiling, reported, ofAll);
    return new Choice(layers.get(best).name(), List.copyOf(scores), report);
  }

  private PredictivityScore score(
      Layer layer,
      Responses responses,
      Optional<SplitValues> ceiling,
      List<Fold> folds,
      ScoreListener listener) {
    return new PredictivityScorer()
        .score(new ScoreRequest(layer.activations(), responses, folds, mapping, ceiling), listener);
  }

  /** Anything is better than what is not defined. */
  private static boolean isBetter(PredictivityScore score, PredictivityScore best) {
    return value(score) > value(best) || (Double.isNaN(value(best)) && !Double.isNaN(value(score)));
  }

  private static double value(PredictivityScore score) {
    return score.normalized().map(Normalized::score).orElse(score.raw().mean());
  }
}
