// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps of the forward pass only what crosses from one of its segments to another, and computes the
 * rest of a segment again when the backward pass comes to it: about the square root of the memory,
 * for at most one more forward pass (Chen et al. 2016, Training deep nets with sublinear memory
 * cost). Comes last, so that what is computed again is what was fused.
 */
final class RecomputeActivations implements Pass {

  private static final int MOST_SEGMENTS = 64;

  /** How much more than the lowest peak is taken for fewer segments. */
  private static final double NEAR = 1.2;

  @Override
  public String name() {
    return "recompute-activations";
  }

  @Override
  public List<Node> apply(List<Node> nodes, PassContext context) {
    return context
        .forwardEnd()
        .map(end -> divided(nodes, 1 + place(nodes, end), context))
        .orElse(nodes);
  }

  private static int place(List<Node> nodes, String variable) {
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).outputs().stream().anyMatch(value -> value.name().equals(variable))) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "the end of the forward pass, '" + variable + "', is not computed");
  }

  /**
   * As few segments as bring the peak near the lowest: each has its weights packed once more. Nodes
   * stay as they are where nothing is gained.
   */
  private static List<Node> divided(List<Node> nodes, int end, PassContext context) {
    List<Node> later = nodes.subList(end, nodes.size());
    ForwardPart forward = new ForwardPart(nodes.subList(0, end), later, context.kept());
    Prepared prepared = new Prepared(nodes, context);
    long whole = peak(nodes, context);
    Map<Integer, Long> peaks = new LinkedHashMap<>();
    for (int segments = 2; segments <= MOST_SEGMENTS; segments += 1 + segments / 8) {
      List<Node> candidate = Recomputation.of(forward, later, prepared, forward.cuts(segments));
      peaks.put(segments, peak(candidate, context));
    }
    double enough = Math.min(whole - 1.0, NEAR * Collections.min(peaks.values()));
    return peaks.entrySet().stream()
        .filter(candidate -> candidate.getValue() <= enough)
        .findFirst()
        .map(best -> Recomputation.of(forward, later, prepared, forward.cuts(best.getKey())))
        .orElse(nodes);
  }

  private static long peak(List<Node> nodes, PassContext context) {
    Set<String> outputs = new HashSet<>(context.kept());
    outputs.removeAll(context.targets());
    return new Lifetimes(nodes, outputs, context.targets(), true, context.scratchTargets())
        .peakBytes();
  }
}
