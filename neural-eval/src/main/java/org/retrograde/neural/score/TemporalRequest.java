// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.List;
import org.retrograde.api.metric.Fold;

/**
 * What a trajectory's score is made from.
 *
 * @param activations X over time, of as many bins
 * @param responses Y over time
 * @param folds rows of Y to fit and to score on: all bins of a stimulus are on one side
 * @param mapping how to predict
 * @param mode one mapping for all bins, or one for each
 * @param ceilingThreshold bins with a ceiling below are not normalised; usual: 0.1
 */
public record TemporalRequest(
    TemporalActivations activations,
    TemporalResponses responses,
    List<Fold> folds,
    MappingChoice mapping,
    TemporalMode mode,
    double ceilingThreshold) {

  /** Copies the folds and checks the numbers of bins. */
  public TemporalRequest {
    folds = List.copyOf(folds);
    int found = activations.bins().size();
    if (found != responses.bins().size()) {
      throw new IllegalArgumentException(
          found + " bins of activations, " + responses.bins().size() + " of responses");
    }
  }

  ScoreRequest bin(int bin) {
    return new ScoreRequest(
        activations.bin(bin),
        responses.bin(bin),
        folds,
        mapping,
        responses.ceilings().map(c -> c.get(bin)));
  }
}
