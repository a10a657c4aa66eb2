// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who makes and who reads each value of a list of nodes. */
final class Wiring {

  private final Map<Value, Node> makers = new HashMap<>();
  private final Map<Value, List<Node>> readers = new HashMap<>();
  private final Set<String> kept;

  Wiring(List<Node> nodes, Set<String> kept) {
    this.kept = kept;
    for (Node node : nodes) {
      node.outputs().forEach(value -> makers.put(value, node));
      node.inputs()
          .forEach(value -> readers.computeIfAbsent(value, v -> new ArrayList<>()).add(node));
    }
  }

  /** The node that computes a value; empty for inputs and constants. */
  Optional<Node> maker(Value value) {
    return Optional.ofNullable(makers.get(value));
  }

  /** The nodes that read a value, one entry for each place that it has among their inputs. */
  List<Node> readers(Value value) {
    return readers.getOrDefault(value, List.of());
  }

  boolean isKept(Value value) {
    return kept.contains(value.name());
  }

  /** Whether a value exists for one reader only, so that both can become one node. */
  boolean servesOne(Value value) {
    return readers(value).size() == 1 && !isKept(value);
  }
}
