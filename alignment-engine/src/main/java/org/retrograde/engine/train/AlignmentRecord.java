// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.retrograde.api.result.Alignment;

/**
 * Angles and norm ratios between W and what carries the error.
 *
 * <p>At a synapse without feedback weights the carrier is measured: W itself under backpropagation
 * (angle 0), the signed kernel under sign-symmetry.
 *
 * @param step the number of steps done
 * @param layers the alignment of each synapse, by layer name, in the order of the forward pass
 * @param whole the alignment of all synapses' weights as one vector
 */
public record AlignmentRecord(long step, Map<String, Alignment> layers, Alignment whole) {

  /** Copies the map, keeping its order. */
  public AlignmentRecord {
    layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
  }
}
