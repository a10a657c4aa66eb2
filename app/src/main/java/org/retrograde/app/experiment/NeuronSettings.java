// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.Optional;
import org.retrograde.api.plugin.Parameters;

/**
 * What an experiment's networks are scored against when they are trained, and how.
 *
 * @param keys the values of the section's plain keys
 * @param metric the mapping or metric
 * @param simulate the neurons, where none were recorded
 */
public record NeuronSettings(
    Parameters keys, PluginChoice metric, Optional<SimulationSettings> simulate) {

  /** The same, where neurons follow a network that the experiment need not begin with. */
  NeuronSettings following(ArchitectureSettings architecture) {
    return new NeuronSettings(keys, metric, simulate.map(s -> s.following(architecture)));
  }
}
