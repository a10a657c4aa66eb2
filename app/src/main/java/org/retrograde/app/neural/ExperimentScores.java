// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.List;

/**
 * What was found for the networks of an experiment.
 *
 * @param settings how they were scored
 * @param networks one a run, in the order of runs
 * @param compared each but the first less the first
 */
public record ExperimentScores(
    ScoreSettings settings, List<NetworkScore> networks, List<NetworkComparison> compared) {

  /** Copies the lists. */
  public ExperimentScores {
    networks = List.copyOf(networks);
    compared = List.copyOf(compared);
  }
}
