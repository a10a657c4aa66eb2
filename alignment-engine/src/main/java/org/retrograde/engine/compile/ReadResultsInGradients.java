// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.retrograde.engine.kernel.ActivationKind;
import org.retrograde.engine.kernel.Operation;

/**
 * Computes a nonlinearity's derivative from its result, which the next layer keeps anyway, so that
 * its input need not be kept.
 */
final class ReadResultsInGradients implements Pass {

  @Override
  public String name() {
    return "read-results-in-gradients";
  }

  @Override
  public List<Node> apply(List<Node> nodes, PassContext context) {
    Map<List<Object>, Value> results = new HashMap<>();
    List<Node> rewritten = new ArrayList<>();
    for (Node node : nodes) {
      if (node.operation() instanceof Operation.Activation activation) {
        results.putIfAbsent(key(activation.kind(), node.input(0)), node.output());
      }
      // Only results that are there by now: a later node may compute the same once more.
      rewritten.add(rewrite(node, results));
    }
    return rewritten;
  }

  private static Node rewrite(Node node, Map<List<Object>, Value> results) {
    if (node.operation() instanceof Operation.ActivationGradient gradient
        && !gradient.fromResult()) {
      Value result = results.get(key(gradient.kind(), node.input(0)));
      if (result != null) {
        return new Node(
            new Operation.ActivationGradient(gradient.kind(), true),
            List.of(result, node.input(1)),
            node.outputs());
      }
    }
    return node;
  }

  private static List<Object> key(ActivationKind kind, Value input) {
    return List.of(kind, input);
  }
}
