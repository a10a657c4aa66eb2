// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What graph files call cells: the part of a file's name before the first underscore. */
final class CellIds {

  /** The prefix by cell id. */
  static final Map<String, String> PREFIXES = prefixes();

  private CellIds() {}

  /** The cell of a prefix or an id. */
  static Optional<String> find(String name) {
    return PREFIXES.entrySet().stream()
        .filter(entry -> entry.getKey().equals(name) || entry.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  static List<String> names() {
    return List.copyOf(PREFIXES.values());
  }

  private static Map<String, String> prefixes() {
    Map<String, String> prefixes = new LinkedHashMap<>();
    prefixes.put(CellSpec.TIME_DECAY, "timedecay");
    prefixes.put(CellSpec.SIMPLE_RNN, "simplernn");
    prefixes.put(CellSpec.GRU, "gru");
    prefixes.put(CellSpec.LSTM, "lstm");
    prefixes.put(CellSpec.UGRNN, "ugrnn");
    prefixes.put(CellSpec.INTERSECTION_RNN, "intersectionrnn");
    prefixes.put(CellSpec.RECIPROCAL_GATED, "rgc");
    return Collections.unmodifiableMap(prefixes);
  }
}
