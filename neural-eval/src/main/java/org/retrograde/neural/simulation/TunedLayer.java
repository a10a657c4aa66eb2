// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.simulation;

import java.util.List;
import org.retrograde.api.metric.Matrix;

/**
 * A layer that simulated neuroids are tuned to.
 *
 * @param layer its name
 * @param region the region that the neuroids are said to be in
 * @param steps its activations in each step from stimulus onset, {@code [stimuli, units]}; one for
 *     a layer that is not unrolled in time
 * @param first the first step that the stimulus has reached
 * @param unrolled whether responses are resolved in time
 */
public record TunedLayer(
    String layer, String region, List<Matrix> steps, int first, boolean unrolled) {

  /** Copies the list. */
  public TunedLayer {
    steps = List.copyOf(steps);
    if (first >= steps.size()) {
      throw new IllegalArgumentException("no step that the stimulus has reached");
    }
  }

  int stimuli() {
    return steps.get(0).rows();
  }

  int units() {
    return steps.get(0).columns();
  }
}
