// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.List;
import org.retrograde.neural.assembly.TimeBin;
import org.retrograde.neural.score.TemporalMode;

/**
 * A layer's scores over time.
 *
 * @param layer the layer
 * @param mode one mapping for all bins, or one for each
 * @param latency by how many steps the neurons lag behind the network, chosen on the stimuli of
 *     selection
 * @param bins the scored time bins
 * @param scores one a bin
 * @param lost bins that no driven step of the network answers
 * @param dropped bins whose ceiling is too low to normalise by
 */
public record TimeCourse(
    String layer,
    TemporalMode mode,
    int latency,
    List<TimeBin> bins,
    List<LayerScore> scores,
    List<TimeBin> lost,
    List<TimeBin> dropped) {

  /** Copies the lists. */
  public TimeCourse {
    bins = List.copyOf(bins);
    scores = List.copyOf(scores);
    lost = List.copyOf(lost);
    dropped = List.copyOf(dropped);
  }
}
