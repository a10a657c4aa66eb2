// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.retrograde.api.graph.op.Scaling;
import org.retrograde.engine.kernel.Operation;

/**
 * From which node to which each value is needed. Values that share memory, because one is another
 * shape of the other or was computed in its place, have one lifetime.
 */
final class Lifetimes {

  /** When a stretch of memory is needed, from the node that writes it to the last that reads it. */
  record Span(Value value, int first, int last) {
    boolean overlaps(Span other) {
      return first <= other.last && other.first <= last;
    }
  }

  private final List<Node> nodes;
  private final Set<Value> lasting = new HashSet<>();
  private final Set<String> elsewhere;
  private final boolean inPlace;
  private final Map<Value, Value> origins = new HashMap<>();
  private final Map<Value, Value> owners = new HashMap<>();
  private final Map<Value, Integer> firsts = new LinkedHashMap<>();
  private final Map<Value, Integer> lasts = new HashMap<>();
  private final Map<Value, Integer> finalReads = new HashMap<>();

  /**
   * Follows the nodes in order.
   *
   * @param nodes the nodes
   * @param lasting the values that are needed to the end
   * @param elsewhere the values that lie in buffers of the caller's
   * @param inPlace whether an element-wise operation may overwrite an input that nothing reads
   *     later
   */
  Lifetimes(List<Node> nodes, Set<String> lasting, Set<String> elsewhere, boolean inPlace) {
    this.nodes = nodes;
    this.elsewhere = elsewhere;
    this.inPlace = inPlace;
    findOrigins(lasting);
    for (int i = 0; i < nodes.size(); i++) {
      int place = i;
      nodes.get(i).inputs().forEach(value -> finalReads.merge(origin(value), place, Math::max));
    }
    for (int i = 0; i < nodes.size(); i++) {
      follow(i);
    }
  }

  /** The value whose memory a value lies in: itself, unless it is a view or was made in place. */
  Value owner(Value value) {
    Value owner = owners.get(value);
    return owner == null ? value : owner(owner);
  }

  /** One span for each stretch of memory that the program owns. */
  List<Span> spans() {
    List<Span> spans = new ArrayList<>();
    firsts.forEach(
        (value, first) -> spans.add(new Span(value, first, lasts.getOrDefault(value, first))));
    return spans;
  }

  private void findOrigins(Set<String> lastingNames) {
    for (Node node : nodes) {
      if (node.operation() instanceof Operation.View) {
        origins.put(node.output(), node.input(0));
      }
      for (Value output : node.outputs()) {
        boolean copiedAtTheEnd = origins.containsKey(output) && elsewhere.contains(output.name());
        if (copiedAtTheEnd || lastingNames.contains(output.name())) {
          lasting.add(origin(output));
        }
      }
    }
  }

  /** The value of which another is a view, or the value itself. */
  private Value origin(Value value) {
    Value origin = origins.get(value);
    return origin == null ? value : origin(origin);
  }

  private boolean sameOrigin(Value a, Value b) {
    return origin(a).equals(origin(b));
  }

  private void follow(int place) {
    Node node = nodes.get(place);
    if (node.operation() instanceof Operation.View) {
      owners.put(node.output(), node.input(0));
      return;
    }
    node.inputs().forEach(value -> extend(value, place));
    node.outputs().stream()
        .filter(value -> !elsewhere.contains(value.name()))
        .forEach(value -> place(node, value, place));
  }

  private void place(Node node, Value output, int place) {
    Optional<Value> shared = inPlace ? overwritable(node, output, place) : Optional.empty();
    if (shared.isPresent()) {
      owners.put(output, shared.get());
    } else {
      firsts.put(output, place);
      lasts.put(output, place);
    }
    extend(output, lasting.contains(output) ? nodes.size() : place);
  }

  private void extend(Value value, int place) {
    lasts.computeIfPresent(owner(value), (owner, last) -> Math.max(last, place));
  }

  private Optional<Value> overwritable(Node node, Value output, int place) {
    return overwritableInputs(node).stream()
        .filter(input -> input.size() == output.size() && input.type() == output.type())
        .filter(input -> finalReads.getOrDefault(origin(input), -1) == place)
        .filter(input -> !lasting.contains(origin(input)) && firsts.containsKey(owner(input)))
        .filter(input -> node.inputs().stream().filter(v -> sameOrigin(v, input)).count() == 1)
        .findFirst();
  }

  private static List<Value> overwritableInputs(Node node) {
    if (node.operation() instanceof Operation.LinearCombination) {
      return node.inputs();
    } else if (node.operation() instanceof Operation.ActivationGradient) {
      return List.of(node.input(1));
    }
    if (node.operation() instanceof Operation.Tensor op && op.function() instanceof Scaling) {
      return op.function() instanceof Scaling.InnerProduct ? List.of() : List.of(node.input(0));
    }
    boolean first =
        node.operation() instanceof Operation.Activation
            || node.operation() instanceof Operation.Gating;
    return first ? List.of(node.input(0)) : List.of();
  }
}
