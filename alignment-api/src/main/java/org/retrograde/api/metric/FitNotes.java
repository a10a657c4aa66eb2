// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.metric;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a fit found or chose.
 *
 * @param numbers numbers by name, such as {@code alpha} (one, or one a neuroid)
 * @param warnings sentences, such as that a component did not converge
 */
public record FitNotes(Map<String, List<Double>> numbers, List<String> warnings) {

  /** Nothing to say. */
  public static final FitNotes NONE = new FitNotes(Map.of(), List.of());

  /** Copies. */
  public FitNotes {
    numbers = Map.copyOf(new TreeMap<>(numbers));
    warnings = List.copyOf(warnings);
  }
}
