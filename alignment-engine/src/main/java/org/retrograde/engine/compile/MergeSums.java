// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.retrograde.engine.kernel.Operation;

/** Turns sums of sums and multiples into one sum: fewer passes over memory. */
final class MergeSums implements Pass {

  @Override
  public String name() {
    return "merge-sums";
  }

  @Override
  public List<Node> apply(List<Node> nodes, PassContext context) {
    Wiring wiring = context.wiring(nodes);
    Map<Value, Node> sums = new HashMap<>();
    List<Node> result = new ArrayList<>();
    for (Node node : nodes) {
      if (node.operation() instanceof Operation.LinearCombination sum) {
        Node merged = merge(node, sum, sums, wiring);
        sums.put(node.output(), merged);
        result.add(merged);
      } else {
        result.add(node);
      }
    }
    return new RemoveDeadNodes().apply(result, context);
  }

  private static Node merge(
      Node node, Operation.LinearCombination sum, Map<Value, Node> sums, Wiring wiring) {
    Map<Value, Double> terms = new LinkedHashMap<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      Value input = node.input(i);
      double factor = sum.coefficients().get(i);
      Node inner = sums.get(input);
      if (inner != null
          && wiring.servesOne(input)
          && inner.operation() instanceof Operation.LinearCombination part
          && !part.relu()) {
        for (int j = 0; j < inner.inputs().size(); j++) {
          terms.merge(inner.input(j), factor * part.coefficients().get(j), Double::sum);
        }
      } else {
        terms.merge(input, factor, Double::sum);
      }
    }
    return combination(terms, sum.relu(), node.output());
  }

  static Node combination(Map<Value, Double> terms, boolean relu, Value output) {
    List<Value> inputs = List.copyOf(terms.keySet());
    List<Double> coefficients = inputs.stream().map(terms::get).toList();
    if (coefficients.equals(List.of(1.0)) && !relu) {
      return new Node(new Operation.View(), inputs, List.of(output));
    }
    return new Node(new Operation.LinearCombination(coefficients, relu), inputs, List.of(output));
  }
}
