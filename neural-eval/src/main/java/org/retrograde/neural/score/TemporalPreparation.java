// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.ceiling.SplitValues;
import org.retrograde.neural.stats.Pearson;

/** What every kind of one fit for all bins begins and ends with. */
record TemporalPreparation(
    TemporalRequest request,
    Pairing pairing,
    ScoredNeuroids selection,
    List<Fold> folds,
    List<Matrix> responses,
    List<String> warnings) {

  static TemporalPreparation of(TemporalRequest request) {
    TemporalResponses y = request.responses();
    TemporalActivations x = request.activations();
    Pairing pairing = Pairing.of(y.stimuli(), x.stimuli());
    ScoredNeuroids selection = ScoredNeuroids.of(y.neuroids(), y.values(), request.folds());
    List<String> warnings = new ArrayList<>();
    x.bins().stream()
        .distinct()
        .map(bin -> UnitCheck.of(new StimulusActivations(x.stimuli(), bin), pairing.sources()))
        .forEach(check -> check.warn(warnings));
    return new TemporalPreparation(
        request,
        pairing,
        selection,
        request.folds().stream().map(pairing::sorted).toList(),
        y.values().stream().map(selection::of).toList(),
        warnings);
  }

  /** A bin's score, from its predictions among those of each fold. */
  PredictivityScore score(
      int bin,
      List<CrossValidation.Outcome> outcomes,
      Function<CrossValidation.Outcome, Matrix> ofBin) {
    int neuroids = selection.used().length;
    Matrix values = Matrix.zeros(folds.size(), neuroids);
    for (int split = 0; split < folds.size(); split++) {
      Matrix target = responses.get(bin).rows(folds.get(split).test());
      double[] r = Pearson.ofColumns(ofBin.apply(outcomes.get(split)), target);
      System.arraycopy(r, 0, values.values(), split * neuroids, neuroids);
    }
    SplitValues raw = new SplitValues(values);
    List<String> all = new ArrayList<>(warnings);
    Warnings.ofUndefined(raw, all);
    Warnings.ofFits(outcomes, all);
    TemporalResponses y = request.responses();
    int units = request.activations().bins().get(bin).units();
    return new PredictivityScore(
        request.mapping().mapping().id(),
        new PredictivityScore.Sizes(y.stimuli().size(), units, neuroids),
        selection.ids(y.neuroids()),
        selection.excluded(),
        folds.stream().map(fold -> pairing.ids(fold.test())).toList(),
        raw,
        y.ceilings().map(c -> c.get(bin).neuroids(selection.used())),
        PredictivityScorer.notes(outcomes),
        all.stream().distinct().toList());
  }
}
