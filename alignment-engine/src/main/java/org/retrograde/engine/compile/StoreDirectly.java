// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.retrograde.engine.kernel.Operation;

/** Lets a node write what is wanted under its name at once, where only a view lies between. */
final class StoreDirectly implements Pass {

  @Override
  public String name() {
    return "store-directly";
  }

  @Override
  public List<Node> apply(List<Node> nodes, PassContext context) {
    Wiring wiring = context.wiring(nodes);
    Map<Value, Value> renamed = new HashMap<>();
    for (Node node : nodes) {
      if (node.operation() instanceof Operation.View
          && wiring.isKept(node.output())
          && wiring.servesOne(node.input(0))
          && wiring.maker(node.input(0)).isPresent()
          && node.input(0).shape().equals(node.output().shape())) {
        renamed.put(node.input(0), node.output());
      }
    }
    List<Node> result = new ArrayList<>();
    for (Node node : nodes) {
      boolean superfluous =
          node.operation() instanceof Operation.View && renamed.containsKey(node.input(0));
      if (!superfluous) {
        result.add(node.withOutputs(value -> renamed.getOrDefault(value, value)));
      }
    }
    return result;
  }
}
