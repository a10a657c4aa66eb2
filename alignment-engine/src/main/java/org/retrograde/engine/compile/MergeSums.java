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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.retrograde.engine.kernel.Operation;

/**
 * Turns sums of sums and multiples into one sum: fewer passes over memory. A sum that is added to
 * again much later stays one, since its terms would have to be kept until then; but not if terms of
 * both can be computed as one.
 */
final class MergeSums implements Pass {

  @Override
  public String name() {
    return "merge-sums";
  }

  @Override
  public List<Node> apply(List<Node> nodes, PassContext context) {
    Sums sums = new Sums(context.wiring(nodes), new HashMap<>());
    Distances distances = new Distances(nodes);
    List<Node> result = new ArrayList<>();
    for (Node node : nodes) {
      if (node.operation() instanceof Operation.LinearCombination sum) {
        Predicate<Node> worthwhile =
            inner -> distances.areNear(inner, node) || sums.canShare(inner, node);
        Node merged = merge(node, sum, sums, worthwhile);
        sums.merged().put(node.output(), merged);
        result.add(merged);
      } else {
        result.add(node);
      }
    }
    return new RemoveDeadNodes().apply(result, context);
  }

  private static Node merge(
      Node node, Operation.LinearCombination sum, Sums sums, Predicate<Node> worthwhile) {
    Map<Value, Double> terms = new LinkedHashMap<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      Value input = node.input(i);
      double factor = sum.coefficients().get(i);
      Node inner = sums.part(input);
      if (inner != null
          && inner.operation() instanceof Operation.LinearCombination part
          && (inner.inputs().size() == 1 || worthwhile.test(inner))) {
        for (int j = 0; j < inner.inputs().size(); j++) {
          terms.merge(inner.input(j), factor * part.coefficients().get(j), Double::sum);
        }
      } else {
        terms.merge(input, factor, Double::sum);
      }
    }
    return combination(terms, sum.relu(), node.output());
  }

  /** The sums so far, as they were merged. */
  private record Sums(Wiring wiring, Map<Value, Node> merged) {

    /** The sum behind a term, if nothing else reads it and nothing was applied to it. */
    @Nullable Node part(Value term) {
      Node inner = merged.get(term);
      return inner != null
              && wiring.servesOne(term)
              && inner.operation() instanceof Operation.LinearCombination sum
              && !sum.relu()
          ? inner
          : null;
    }

    /** Whether a term of the inner sum can be computed with another of the outer one's. */
    boolean canShare(Node inner, Node outer) {
      List<Value> others =
          outer.inputs().stream()
              .filter(term -> !term.equals(inner.output()))
              .flatMap(this::leaves)
              .toList();
      return MergeBilinear.joinsAcross(leaves(inner.output()).toList(), others, wiring);
    }

    private Stream<Value> leaves(Value term) {
      Node inner = part(term);
      return inner == null ? Stream.of(term) : inner.inputs().stream().flatMap(this::leaves);
    }
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
