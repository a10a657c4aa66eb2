// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.behaviour;

import java.util.List;
import org.retrograde.neural.stats.Means;

/**
 * How alike the times are at which a network and neurons solve images.
 *
 * @param perSplit Spearman's correlation of each split, over images that both solve; NaN if these
 *     are too few
 * @param solved of the images that neurons solve, the part that the network solves too, in each
 *     split
 * @param times when the network solves each image in ms, the mean over the splits that score on it
 *     and in which it does; NaN if there are none
 * @param readout the name of the read-out
 * @param warnings sentences
 */
@SuppressWarnings("ArrayRecordComponent")
public record SolutionTimeScore(
    double[] perSplit, double[] solved, double[] times, String readout, List<String> warnings) {

  /** The neurons' own consistency (Kar et al. 2019, as Brain-Score has it). */
  public static final double CEILING = 0.79;

  /** Copies the warnings. */
  public SolutionTimeScore {
    warnings = List.copyOf(warnings);
  }

  /**
   * Returns the mean over the splits.
   *
   * @return the correlation; NaN if a split has none
   */
  public double raw() {
    return Means.of(perSplit);
  }

  /**
   * Returns the standard error over splits, which overlap.
   *
   * @return the population deviation over the root of the number of splits
   */
  public double error() {
    return Means.deviation(perSplit, 0) / Math.sqrt(perSplit.length);
  }

  /**
   * Returns the normalised score.
   *
   * @return the mean over splits divided by {@link #CEILING}
   */
  public double score() {
    return raw() / CEILING;
  }

  /**
   * Returns the part of the images solved by neurons that the network solves too.
   *
   * @return from 0 to 1: a network that solves few easy images may still have a high correlation
   */
  public double shareSolved() {
    return Means.ignoringNaN(solved);
  }
}
