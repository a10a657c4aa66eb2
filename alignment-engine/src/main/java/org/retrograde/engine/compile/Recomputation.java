// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Computes again, where they are needed, the values of the forward pass that are not kept. What is
 * prepared of weights is prepared anew for each segment that the backward pass comes to, and lies
 * there no longer than that.
 */
final class Recomputation {

  /** Follows the name of a value that is computed again. */
  static final String AGAIN = "#again";

  private final ForwardPart forward;
  private final Prepared prepared;
  private final Set<Value> dropped;
  private final List<Integer> cuts;
  private final Map<Value, Value> copies = new HashMap<>();
  private final Map<Value, Value> preparations = new HashMap<>();
  private final List<Node> result;
  private int segment;

  private Recomputation(ForwardPart forward, Prepared prepared, List<Integer> cuts) {
    this.forward = forward;
    this.prepared = prepared;
    this.cuts = cuts;
    this.dropped = forward.dropped(cuts);
    this.segment = cuts.size();
    this.result = new ArrayList<>(forward.nodes());
  }

  /** The forward pass divided at some places, and the nodes after it reading copies. */
  static List<Node> of(
      ForwardPart forward, List<Node> later, Prepared prepared, List<Integer> cuts) {
    Recomputation recomputation = new Recomputation(forward, prepared, cuts);
    later.stream().filter(node -> !prepared.contains(node.output())).forEach(recomputation::add);
    return recomputation.result;
  }

  static boolean isAgain(Node node) {
    return node.output().name().contains(AGAIN);
  }

  private void add(Node node) {
    missing(node).forEach(this::copy);
    result.add(reading(node));
  }

  private Node reading(Node node) {
    node.inputs().stream().filter(prepared::contains).forEach(this::prepare);
    return node.withInputs(this::present);
  }

  private Value present(Value value) {
    return copies.getOrDefault(value, preparations.getOrDefault(value, value));
  }

  /** The places of the nodes to run again before a node; what they read is kept, or made again. */
  private Set<Integer> missing(Node node) {
    Set<Integer> places = new TreeSet<>();
    Deque<Value> wanted = new ArrayDeque<>(node.inputs());
    while (!wanted.isEmpty()) {
      Value value = wanted.pop();
      if (isDropped(value) && !copies.containsKey(value)) {
        int place = forward.maker(value);
        if (places.add(place)) {
          wanted.addAll(forward.nodes().get(place).inputs());
        }
      }
    }
    return places;
  }

  private boolean isDropped(Value value) {
    return !prepared.contains(value) && dropped.contains(forward.origin(value));
  }

  /** Results of the node that are kept are read where they are. */
  private void copy(int place) {
    Node node = forward.nodes().get(place);
    enterSegmentOf(place);
    result.add(reading(node).withOutputs(value -> value.named(value.name() + AGAIN)));
    node.outputs().stream()
        .filter(this::isDropped)
        .forEach(value -> copies.put(value, value.named(value.name() + AGAIN)));
  }

  private void enterSegmentOf(int place) {
    int entered = (int) cuts.stream().filter(cut -> cut <= place).count();
    if (entered < segment) {
      segment = entered;
      preparations.clear();
    }
  }

  private void prepare(Value value) {
    for (Node step : prepared.steps(value)) {
      if (!preparations.containsKey(step.output())) {
        String suffix = AGAIN + " in " + segment;
        result.add(step.withInputs(this::present).withOutputs(v -> v.named(v.name() + suffix)));
        step.outputs().forEach(v -> preparations.put(v, v.named(v.name() + suffix)));
      }
    }
  }
}
