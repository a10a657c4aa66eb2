// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.FitNotes;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.metric.Matrix;

/**
 * Fits on one part and predicts the other, fold by fold.
 *
 * @param activations X
 * @param sources the row of X for each row of the responses
 * @param responses Y
 * @param choice how to predict
 */
@SuppressWarnings("ArrayRecordComponent")
record CrossValidation(
    Activations activations, int[] sources, Matrix responses, MappingChoice choice) {

  /** What one fold gave: predictions of its test rows, in their order. */
  record Outcome(Fold fold, Matrix predicted, FitNotes notes) {}

  List<Outcome> run(List<Fold> folds, ScoreListener listener) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Fold fold : folds) {
      requireApart(fold);
      Mapping.Fitted fitted =
          choice
              .mapping()
              .prepare(activations, at(fold.train()), choice.parameters())
              .fit(responses.rows(fold.train()));
      outcomes.add(new Outcome(fold, fitted.predict(at(fold.test())), fitted.notes()));
      listener.fitted(outcomes.size(), folds.size());
    }
    return outcomes;
  }

  private int[] at(int... rows) {
    return IntStream.of(rows).map(row -> sources[row]).toArray();
  }

  private static void requireApart(Fold fold) {
    boolean[] seen = new boolean[1 + IntStream.of(fold.train()).max().orElse(0)];
    IntStream.of(fold.train()).forEach(row -> seen[row] = true);
    if (IntStream.of(fold.test()).anyMatch(row -> row < seen.length && seen[row])) {
      throw new IllegalArgumentException("a fold scores on a row that it is fitted on");
    }
  }
}
