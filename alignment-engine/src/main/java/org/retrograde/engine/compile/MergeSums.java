// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.retrograde.engine.kernel.Operation;

/**
 * Turns sums of sums and multiples into one sum: fewer passes over memory, and a bilinear merge
 * where terms are filter gradients. Where memory is short, a sum that is added to again much later
 * stays one: its terms would have to be kept until then.
 */
final class MergeSums implements Pass {

  @Override
  public String name() {
    return "merge-sums";
  }

  @Override
  public List<Node> apply(List<Node> nodes, PassContext context) {
    Wiring wiring = context.wiring(nodes);
    boolean sparing = context.forwardEnd().isPresent();
    Distances distances = new Distances(nodes);
    Map<Value, Node> sums = new HashMap<>();
    List<Node> result = new ArrayList<>();
    for (Node node : nodes) {
      if (node.operation() instanceof Operation.LinearCombination sum) {
        Predicate<Node> near = inner -> !sparing || distances.areNear(inner, node);
        Node merged = merge(node, sum, sums, wiring, near);
        sums.put(node.output(), merged);
        result.add(merged);
      } else {
        result.add(node);
      }
    }
    return new RemoveDeadNodes().apply(result, context);
  }

  private static Node merge(
      Node node,
      Operation.LinearCombination sum,
      Map<Value, Node> sums,
      Wiring wiring,
      Predicate<Node> near) {
    Map<Value, Double> terms = new LinkedHashMap<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      Value input = node.input(i);
      double factor = sum.coefficients().get(i);
      Node inner = sums.get(input);
      if (inner != null
          && wiring.servesOne(input)
          && inner.operation() instanceof Operation.LinearCombination part
          && !part.relu()
          && (inner.inputs().size() == 1 || near.test(inner))) {
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

  /** Counts the linear maps of layers between nodes. */
  private static final class Distances {

    private final Map<Value, Integer> mapsBefore = new HashMap<>();
    private final Set<Value> results = new HashSet<>();

    Distances(List<Node> nodes) {
      int maps = 0;
      for (Node node : nodes) {
        int place = maps;
        node.outputs().forEach(value -> mapsBefore.put(value, place));
        if (Instruction.maps(node.operation()) > 0) {
          results.addAll(node.outputs());
          maps++;
        }
      }
    }

    /** Whether only maps that compute the outer sum's other terms stand between. */
    boolean areNear(Node inner, Node outer) {
      int start = before(inner.output());
      long terms =
          outer.inputs().stream().filter(v -> results.contains(v) && before(v) >= start).count();
      return before(outer.output()) - start <= terms;
    }

    private int before(Value value) {
      return mapsBefore.getOrDefault(value, -1);
    }
  }
}
