// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Leaves out what nothing wanted follows from. */
final class RemoveDeadNodes implements Pass {

  @Override
  public String name() {
    return "remove-dead-nodes";
  }

  @Override
  public List<Node> apply(List<Node> nodes, PassContext context) {
    Set<String> needed = new HashSet<>(context.kept());
    List<Node> result = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (node.outputs().stream().anyMatch(value -> needed.contains(value.name()))) {
        node.inputs().forEach(value -> needed.add(value.name()));
        result.add(node);
      }
    }
    Collections.reverse(result);
    return result;
  }
}
