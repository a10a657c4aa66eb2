// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrograde.engine.kernel.Operation;

/** Lets a library keep where each maximum was for the gradient of a pooling. */
final class KeepPoolingNotes implements Pass {

  @Override
  public String name() {
    return "keep-pooling-notes";
  }

  @Override
  public List<Node> apply(List<Node> nodes, PassContext context) {
    Map<List<Object>, Value> notes = new HashMap<>();
    List<Node> result = new ArrayList<>();
    for (Node node : nodes) {
      if (node.operation() instanceof Operation.Pooling pooling && isDifferentiated(node, nodes)) {
        Optional<Value> kept = Notes.of(pooling, node.input(0), node.output(), context);
        kept.ifPresent(value -> notes.put(List.of(pooling, node.input(0)), value));
        result.add(kept.map(value -> withOutput(node, value)).orElse(node));
      } else if (node.operation() instanceof Operation.PoolingGradient gradient) {
        Operation forward = new Operation.Pooling(gradient.window(), gradient.maximum());
        Value kept = notes.get(List.of(forward, node.input(0)));
        result.add(kept == null ? node : withInput(node, kept));
      } else {
        result.add(node);
      }
    }
    return result;
  }

  private static boolean isDifferentiated(Node pooling, List<Node> nodes) {
    return nodes.stream()
        .anyMatch(
            n ->
                n.operation() instanceof Operation.PoolingGradient
                    && n.input(0).equals(pooling.input(0)));
  }

  private static Node withOutput(Node node, Value value) {
    List<Value> outputs = new ArrayList<>(node.outputs());
    outputs.add(value);
    return new Node(node.operation(), node.inputs(), outputs);
  }

  private static Node withInput(Node node, Value value) {
    List<Value> inputs = new ArrayList<>(node.inputs());
    inputs.add(value);
    return new Node(node.operation(), inputs, node.outputs());
  }
}
