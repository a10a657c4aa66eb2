// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ops.CustomOp;
import org.retrograde.engine.kernel.Operation;

/**
 * Computes once what several nodes compute from the same values: a rule may say again what the
 * forward pass said.
 */
final class ShareCommonSubexpressions implements Pass {

  @Override
  public String name() {
    return "share-common-subexpressions";
  }

  @Override
  public List<Node> apply(List<Node> nodes, PassContext context) {
    Map<List<Object>, Node> first = new HashMap<>();
    Map<Value, Value> replaced = new HashMap<>();
    List<Node> result = new ArrayList<>();
    for (Node original : nodes) {
      Node node = original.withInputs(value -> replaced.getOrDefault(value, value));
      // A view says nowhere but in its output which shape it gives.
      List<List<Long>> shapes = node.outputs().stream().map(Value::shape).toList();
      List<Object> key = List.of(identity(node.operation()), node.inputs(), shapes);
      Node same = first.putIfAbsent(key, node);
      if (same == null
          || node.outputs().stream().anyMatch(v -> context.kept().contains(v.name()))) {
        result.add(node);
      } else {
        for (int i = 0; i < node.outputs().size(); i++) {
          replaced.put(node.outputs().get(i), same.outputs().get(i));
        }
      }
    }
    return result;
  }

  /**
   * Operations of ND4J that are not custom ones keep their arguments to themselves: each is its
   * own.
   */
  private static Object identity(Operation operation) {
    if (operation instanceof Operation.Other other && other.function() instanceof CustomOp op) {
      boolean random = op.opName().contains("random") || op.opName().contains("dropout");
      return random
          ? other.function()
          : List.of(
              op.opName(),
              Arrays.toString(op.iArgs()),
              Arrays.toString(op.tArgs()),
              Arrays.toString(op.bArgs()),
              Arrays.toString(op.dArgs()));
    }
    return operation;
  }
}
