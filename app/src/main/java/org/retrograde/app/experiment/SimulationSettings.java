// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.Optional;
import org.retrograde.api.plugin.Parameters;

/**
 * Neurons that nobody recorded.
 *
 * @param keys what they are like, and which layers they follow
 * @param architecture the network that they follow; empty for the experiment's first
 */
public record SimulationSettings(Parameters keys, Optional<ArchitectureSettings> architecture) {

  SimulationSettings following(ArchitectureSettings first) {
    return new SimulationSettings(keys, architecture.or(() -> Optional.of(first)));
  }
}
