// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.List;
import java.util.Optional;
import org.retrograde.neural.ceiling.ConsistencyResult;
import org.retrograde.neural.score.PredictivityScore;

/**
 * What was found for a region.
 *
 * @param region its name; empty for a recording that names none
 * @param shown the stimuli that its neurons were shown
 * @param layers the score of each layer on all stimuli
 * @param best the layer that was best on one half of the stimuli
 * @param selection the scores of all layers on that half
 * @param report the best layer's score on the other half, which is not chosen for its height
 * @param course its scores over time, if wanted
 * @param consistency its noise-corrected consistency on the other half, if wanted
 * @param detail every value behind the report, to compare networks by; empty for similarities
 */
public record RegionScore(
    String region,
    Shown shown,
    List<LayerScore> layers,
    String best,
    List<LayerScore> selection,
    LayerScore report,
    Optional<TimeCourse> course,
    Optional<ConsistencyResult> consistency,
    Optional<PredictivityScore> detail) {

  /** Copies the lists. */
  public RegionScore {
    layers = List.copyOf(layers);
    selection = List.copyOf(selection);
  }
}
