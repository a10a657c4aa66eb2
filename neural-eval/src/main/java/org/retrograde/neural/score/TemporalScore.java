// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.retrograde.neural.assembly.TimeBin;
import org.retrograde.neural.ceiling.Normalized;

/**
 * How well activations predict responses over time.
 *
 * @param mode how they were predicted
 * @param bins the time bins
 * @param scores the score in each bin
 * @param ceilingThreshold bins with a ceiling below have no normalised score
 * @param warnings sentences about all bins; those of a bin are with its score
 */
public record TemporalScore(
    TemporalMode mode,
    List<TimeBin> bins,
    List<PredictivityScore> scores,
    double ceilingThreshold,
    List<String> warnings) {

  /** Copies the lists. */
  public TemporalScore {
    bins = List.copyOf(bins);
    scores = List.copyOf(scores);
    warnings = List.copyOf(warnings);
  }

  TemporalScore withWarnings(List<String> sentences) {
    return new TemporalScore(mode, bins, scores, ceilingThreshold, sentences);
  }

  /**
   * Returns the raw score of each bin.
   *
   * @return one number a bin
   */
  public double[] raw() {
    return scores.stream().mapToDouble(score -> score.raw().mean()).toArray();
  }

  /**
   * Returns a bin's normalised scores.
   *
   * @param bin from 0
   * @return empty without a ceiling, or with one below the threshold
   */
  public Optional<Normalized> normalized(int bin) {
    return scores.get(bin).normalized().filter(n -> n.ceiling() >= ceilingThreshold);
  }

  /**
   * Returns the bins whose responses are too unreliable to normalise by.
   *
   * @return those with a ceiling below the threshold, or not defined
   */
  public List<TimeBin> dropped() {
    List<TimeBin> dropped = new ArrayList<>();
    for (int bin = 0; bin < bins.size(); bin++) {
      if (scores.get(bin).ceiling().isPresent() && normalized(bin).isEmpty()) {
        dropped.add(bins.get(bin));
      }
    }
    return dropped;
  }
}
