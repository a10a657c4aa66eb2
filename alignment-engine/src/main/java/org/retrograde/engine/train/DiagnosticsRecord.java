// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.retrograde.api.result.Diagnostics;

/**
 * Measurements on a fixed batch.
 *
 * @param step the number of steps done
 * @param layers those of each synapse, by layer name, in the order of the forward pass
 * @param whole those of all synapses together: angles, ratio and signs of all as one vector, the
 *     greatest spectral norm, the sums of primitives; each over the layers that have the quantity
 */
public record DiagnosticsRecord(long step, Map<String, Diagnostics> layers, Diagnostics whole) {

  /** Copies the map, keeping its order. */
  public DiagnosticsRecord {
    layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
  }
}
