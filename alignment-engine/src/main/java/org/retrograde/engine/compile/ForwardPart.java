// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.retrograde.engine.kernel.Operation;

/**
 * The forward pass of a program: which memory its values take, where it is needed within the pass
 * and after it, and where it can be divided. A view's memory is its origin's.
 */
final class ForwardPart {

  /** Values so much smaller than the largest are not worth computing again. */
  private static final int SMALL = 256;

  private final List<Node> nodes;
  private final Map<Value, Value> origins = new HashMap<>();
  private final Map<Value, Integer> makers = new HashMap<>();
  private final Map<Value, Integer> lastReads = new HashMap<>();
  private final Map<Value, Integer> made = new LinkedHashMap<>();
  private final Set<Value> wantedLater = new HashSet<>();
  private final long[] across;
  private final long[] weights;

  /**
   * Follows the nodes in order.
   *
   * @param nodes the nodes of the forward pass
   * @param later the nodes after them
   * @param kept the variables that have to exist at the end of a run anyway
   */
  ForwardPart(List<Node> nodes, List<Node> later, Set<String> kept) {
    this.nodes = nodes;
    follow();
    later.forEach(node -> node.inputs().forEach(v -> wantedLater.add(origin(v))));
    keepWhatCostsNothing(kept);
    across = across();
    weights = weights();
  }

  List<Node> nodes() {
    return nodes;
  }

  /** The place of the node that computes a value of this part. */
  int maker(Value value) {
    return java.util.Objects.requireNonNull(makers.get(value), value.name());
  }

  /** The value of which another is a view, or the value itself. */
  Value origin(Value value) {
    Value origin = origins.get(value);
    return origin == null ? value : origin(origin);
  }

  /**
   * The values that are not kept if the part is divided: those needed within a single segment.
   * Those of the last segment are needed at once.
   */
  Set<Value> dropped(List<Integer> cuts) {
    Set<Value> dropped = new HashSet<>();
    made.forEach(
        (value, place) -> {
          int last = lastReads.getOrDefault(value, place);
          boolean crosses = cuts.stream().anyMatch(cut -> place < cut && cut <= last);
          boolean early = !cuts.isEmpty() && place < cuts.get(cuts.size() - 1);
          if (early && !crosses) {
            dropped.add(value);
          }
        });
    return dropped;
  }

  /**
   * Divides the part into segments that hold about as many bytes wanted later, each time where the
   * fewest bytes are needed on both sides.
   *
   * @return the places of the nodes with which the second and later segments begin
   */
  List<Integer> cuts(int segments) {
    long total = weights[nodes.size()];
    List<Integer> cuts = new ArrayList<>();
    for (int i = 1; i < segments; i++) {
      long middle = total * i / segments;
      long half = total / segments / 2;
      int best = -1;
      for (int place = 1; place < nodes.size(); place++) {
        boolean near = Math.abs(weights[place] - middle) < half;
        if (near && (best < 0 || isBetter(place, best, middle))) {
          best = place;
        }
      }
      if (best > 0) {
        cuts.add(best);
      }
    }
    return cuts;
  }

  private boolean isBetter(int place, int best, long middle) {
    return across[place] < across[best]
        || (across[place] == across[best]
            && Math.abs(weights[place] - middle) < Math.abs(weights[best] - middle));
  }

  private void follow() {
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      if (node.operation() instanceof Operation.View) {
        origins.put(node.output(), node.input(0));
      } else {
        for (Value output : node.outputs()) {
          made.put(output, i);
        }
      }
      for (Value output : node.outputs()) {
        makers.put(output, i);
      }
      int place = i;
      node.inputs().forEach(value -> lastReads.merge(origin(value), place, Math::max));
    }
  }

  /** What lasts to the end anyway, and what is small. */
  private void keepWhatCostsNothing(Set<String> kept) {
    long largest = made.keySet().stream().mapToLong(Instruction::bytes).max().orElse(0);
    Set<Value> lasting = new HashSet<>();
    makers.keySet().stream()
        .filter(value -> kept.contains(value.name()))
        .forEach(value -> lasting.add(origin(value)));
    made.keySet().removeIf(v -> lasting.contains(v) || Instruction.bytes(v) * SMALL <= largest);
  }

  /** Before each node, the bytes that were computed before it and are read by it or after it. */
  private long[] across() {
    long[] change = new long[nodes.size() + 2];
    made.forEach(
        (value, place) -> {
          change[place + 1] += Instruction.bytes(value);
          change[lastReads.getOrDefault(value, place) + 1] -= Instruction.bytes(value);
        });
    return summed(change);
  }

  /** Before each node, the bytes computed before it that are wanted after this part. */
  private long[] weights() {
    long[] change = new long[nodes.size() + 2];
    made.forEach(
        (value, place) ->
            change[place + 1] += wantedLater.contains(value) ? Instruction.bytes(value) : 0);
    return summed(change);
  }

  private static long[] summed(long[] change) {
    for (int i = 1; i < change.length; i++) {
      change[i] += change[i - 1];
    }
    return change;
  }
}
