// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.List;
import java.util.Optional;
import org.retrograde.api.metric.Fold;
import org.retrograde.neural.ceiling.SplitValues;

/**
 * What a score is made from.
 *
 * @param activations X, its rows in any order and possibly of more stimuli
 * @param responses Y
 * @param folds rows of Y to fit and to score on
 * @param mapping how to predict
 * @param ceiling the reliability of Y's neuroids, {@code [halvings, neuroids]}; empty for a score
 *     that is not normalised
 */
public record ScoreRequest(
    StimulusActivations activations,
    Responses responses,
    List<Fold> folds,
    MappingChoice mapping,
    Optional<SplitValues> ceiling) {

  /** Copies the folds and checks the ceiling's size. */
  public ScoreRequest {
    folds = List.copyOf(folds);
    int neuroids = responses.neuroids().size();
    if (folds.isEmpty() || ceiling.filter(c -> c.values().columns() != neuroids).isPresent()) {
      throw new IllegalArgumentException(
          "a score needs a fold, and a ceiling of " + neuroids + " neuroids");
    }
  }
}
