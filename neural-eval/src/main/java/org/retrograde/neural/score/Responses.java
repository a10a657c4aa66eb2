// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.List;
import org.retrograde.api.metric.Matrix;

/**
 * Responses averaged over repetitions, in one time bin.
 *
 * @param stimuli the id of each row, all different
 * @param neuroids the id of each column
 * @param values {@code [stimuli, neuroids]}, NaN where there was no trial
 */
public record Responses(List<String> stimuli, List<String> neuroids, Matrix values) {

  /** Checks the sizes. */
  public Responses {
    stimuli = List.copyOf(stimuli);
    neuroids = List.copyOf(neuroids);
    if (values.rows() != stimuli.size() || values.columns() != neuroids.size()) {
      throw new IllegalArgumentException(
          values.rows()
              + " x "
              + values.columns()
              + " responses cannot be those of "
              + stimuli.size()
              + " stimuli and "
              + neuroids.size()
              + " neuroids");
    }
  }
}
