// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.checkpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that training needs to go on bit by bit: parameters, feedback weights, running
 * averages, optimiser state, and the position in the data.
 *
 * @param step the number of steps done
 * @param epoch the epoch of the next step, from 0
 * @param arrays the arrays by name, in a fixed order
 */
public record Snapshot(long step, long epoch, Map<String, NamedArray> arrays) {

  /** Copies the map, keeping its order. */
  public Snapshot {
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
  }
}
