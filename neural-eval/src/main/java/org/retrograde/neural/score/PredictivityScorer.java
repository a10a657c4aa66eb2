// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.ArrayList;
import java.util.List;
import org.retrograde.api.metric.FitNotes;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.ceiling.SplitValues;
import org.retrograde.neural.stats.Pearson;

/**
 * Scores predictions as Brain-Score does: for each split, rows sorted by stimulus id, fit, predict,
 * and correlate each neuroid; then the median over neuroids and the mean over splits.
 */
public final class PredictivityScorer {

  /**
   * Scores.
   *
   * @param request what from
   * @param listener hears of each fit
   * @return the score
   * @throws org.retrograde.api.error.RetrogradeException if a stimulus has no activations or comes
   *     twice, activations are not finite, no neuroid can be scored, or the mapping cannot be
   *     fitted to so few stimuli
   */
  public PredictivityScore score(ScoreRequest request, ScoreListener listener) {
    Responses y = request.responses();
    Pairing pairing = Pairing.of(y.stimuli(), request.activations().stimuli());
    ScoredNeuroids selection =
        ScoredNeuroids.of(y.neuroids(), List.of(y.values()), request.folds());
    List<String> warnings = new ArrayList<>();
    UnitCheck.of(request.activations(), pairing.sources()).warn(warnings);
    List<Fold> folds = request.folds().stream().map(pairing::sorted).toList();
    Matrix responses = selection.of(y.values());
    CrossValidation validation =
        new CrossValidation(
            request.activations().values(), pairing.sources(), responses, request.mapping());
    List<CrossValidation.Outcome> outcomes = validation.run(folds, listener);
    SplitValues raw = correlations(outcomes, responses);
    Warnings.ofUndefined(raw, warnings);
    Warnings.ofFits(outcomes, warnings);
    return new PredictivityScore(
        request.mapping().mapping().id(),
        new PredictivityScore.Sizes(
            y.stimuli().size(), request.activations().values().units(), selection.used().length),
        selection.ids(y.neuroids()),
        selection.excluded(),
        folds.stream().map(fold -> pairing.ids(fold.test())).toList(),
        raw,
        request.ceiling().map(c -> c.neuroids(selection.used())),
        notes(outcomes),
        warnings);
  }

  private static SplitValues correlations(
      List<CrossValidation.Outcome> outcomes, Matrix responses) {
    Matrix values = Matrix.zeros(outcomes.size(), responses.columns());
    for (int split = 0; split < outcomes.size(); split++) {
      CrossValidation.Outcome outcome = outcomes.get(split);
      double[] r = Pearson.ofColumns(outcome.predicted(), responses.rows(outcome.fold().test()));
      System.arraycopy(r, 0, values.values(), split * r.length, r.length);
    }
    return new SplitValues(values);
  }

  static List<FitNotes> notes(List<CrossValidation.Outcome> outcomes) {
    return outcomes.stream().map(CrossValidation.Outcome::notes).toList();
  }
}
