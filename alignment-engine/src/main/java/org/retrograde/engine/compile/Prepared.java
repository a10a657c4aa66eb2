// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a program makes of its inputs before anything is computed with them, such as packed weights:
 * as large as the weights, and made again in a fraction of the time of their use. What seldom
 * changing inputs give is not among it.
 */
final class Prepared {

  private final Map<Value, Node> makers = new HashMap<>();

  /**
   * Finds what is prepared.
   *
   * @param nodes all nodes, in order
   * @param context says what has to last
   */
  Prepared(List<Node> nodes, PassContext context) {
    Map<Value, Node> computed = new HashMap<>();
    for (Node node : nodes) {
      node.outputs().forEach(value -> computed.put(value, node));
      boolean lasting =
          node.outputs().stream().anyMatch(value -> context.kept().contains(value.name()))
              || node.inputs().stream().anyMatch(v -> context.invariants().contains(v.name()));
      boolean fromInputs =
          node.inputs().stream().allMatch(v -> makers.containsKey(v) || !computed.containsKey(v));
      if (fromInputs && !lasting && Instruction.maps(node.operation()) == 0) {
        node.outputs().forEach(value -> makers.put(value, node));
      }
    }
  }

  boolean contains(Value value) {
    return makers.containsKey(value);
  }

  /** The nodes that make a value, in the order of their dependences. */
  List<Node> steps(Value value) {
    Node maker = Objects.requireNonNull(makers.get(value), value.name());
    List<Node> steps = new ArrayList<>();
    maker.inputs().stream().filter(this::contains).forEach(v -> steps.addAll(steps(v)));
    steps.add(maker);
    return steps;
  }
}
