// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.ceiling;

import java.util.Arrays;
import org.retrograde.neural.stats.Means;

/**
 * Noise-corrected consistencies.
 *
 * @param corrected the mean over draws of each fold and neuroid; NaN if no draw gave one
 * @param raw the correlation with all trials' average before correction
 * @param draws how many draws of halves were used, all folds together
 * @param skipped how many were not, since a stimulus had no trial in a half
 * @param unreliable how many values of one draw and neuroid were left out, since a reliability was
 *     not above 0 or a correlation not defined
 */
public record ConsistencyResult(
    SplitValues corrected, SplitValues raw, int draws, int skipped, long unreliable) {

  /**
   * Returns the median over neuroids of the mean over folds.
   *
   * @return the consistency; NaN if no neuroid has one
   */
  public double value() {
    return Means.medianIgnoringNaN(corrected.perNeuroid());
  }

  /**
   * Returns the standard error over neuroids.
   *
   * @return the sample deviation of the neuroids that have a value, over the root of their number
   */
  public double error() {
    double[] known =
        Arrays.stream(corrected.perNeuroid()).filter(value -> !Double.isNaN(value)).toArray();
    return Means.deviation(known, 1) / Math.sqrt(known.length);
  }
}
