// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.util.List;
import org.retrograde.api.metric.Matrix;

/**
 * The mean responses of one neuroid.
 *
 * @param neuroid its place along the assembly's axis
 * @param means over all trials, {@code [time bins, stimuli]}; NaN where a stimulus has none
 * @param parts over the trials of each part, in the same shape
 * @param missing how many values were NaN
 */
public record NeuroidMeans(int neuroid, Matrix means, List<Matrix> parts, long missing) {

  /** Copies the list. */
  public NeuroidMeans {
    parts = List.copyOf(parts);
  }
}
