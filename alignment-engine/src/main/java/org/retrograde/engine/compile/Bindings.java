// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a program reads, and what it is to compute.
 *
 * @param inputs by the name of a placeholder, the buffer that holds it; contiguous, row-major
 * @param targets by the name of a variable, the buffer that its value is to be stored in;
 *     contiguous, row-major
 * @param outputs the names of further variables whose values are to be readable after a run
 */
public record Bindings(
    Map<String, INDArray> inputs, Map<String, INDArray> targets, Set<String> outputs) {

  /** Copies the maps, keeping their order. */
  public Bindings {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    outputs = Set.copyOf(outputs);
  }
}
