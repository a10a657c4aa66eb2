// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.List;
import org.retrograde.api.metric.Activations;

/**
 * Activations over time.
 *
 * @param stimuli the id of each row, all different
 * @param bins X in each time bin, all of one shape; a network that does not change over time gives
 *     the same object for every bin
 */
public record TemporalActivations(List<String> stimuli, List<Activations> bins) {

  /** Copies the lists and checks the shapes. */
  public TemporalActivations {
    stimuli = List.copyOf(stimuli);
    bins = List.copyOf(bins);
    for (Activations bin : bins) {
      if (bin.stimuli() != stimuli.size() || bin.units() != bins.get(0).units()) {
        throw new IllegalArgumentException("bins have different stimuli or units");
      }
    }
  }

  StimulusActivations bin(int bin) {
    return new StimulusActivations(stimuli, bins.get(bin));
  }

  boolean isStatic() {
    return bins.stream().allMatch(x -> x == bins.get(0));
  }
}
