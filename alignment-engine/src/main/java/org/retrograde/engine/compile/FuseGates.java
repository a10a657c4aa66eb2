// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.graph.op.Scaling;
import org.retrograde.engine.kernel.Operation;

/**
 * Does what a gate leaves, the product with it and one sum in one pass. What a gate leaves is
 * computed again in the gradient rather than kept.
 */
final class FuseGates implements Pass {

  private static final Operation.LinearCombination SUM =
      new Operation.LinearCombination(List.of(1.0, 1.0), false);

  @Override
  public String name() {
    return "fuse-gates";
  }

  @Override
  public List<Node> apply(List<Node> nodes, PassContext context) {
    Wiring wiring = context.wiring(nodes);
    Map<Value, Node> current = new HashMap<>();
    List<Node> result = new ArrayList<>();
    for (Node node : nodes) {
      Node next =
          fused(node, current, wiring)
              .filter(fused -> context.library().fuses(fused.operation()))
              .orElse(node);
      next.outputs().forEach(value -> current.put(value, next));
      result.add(next);
    }
    return new RemoveDeadNodes().apply(result, context);
  }

  private static Optional<Node> fused(Node node, Map<Value, Node> current, Wiring wiring) {
    if (isProduct(node)) {
      return gated(node, current);
    } else if (node.operation().equals(SUM)) {
      return added(node, current, wiring);
    }
    return scaled(node, current, wiring);
  }

  private static Optional<Node> gated(Node node, Map<Value, Node> current) {
    for (int place = 0; place < 2; place++) {
      Node gate = current.get(node.input(place));
      if (gate != null
          && gate.operation() instanceof Operation.Tensor op
          && op.function() instanceof Scaling.Affine affine) {
        List<Value> inputs = List.of(gate.input(0), node.input(1 - place));
        Operation gating = new Operation.Gating(affine.scale(), affine.shift(), false);
        return Optional.of(new Node(gating, inputs, node.outputs()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Node> scaled(Node node, Map<Value, Node> current, Wiring wiring) {
    if (!(node.operation() instanceof Operation.LinearCombination sum)
        || sum.coefficients().size() != 1
        || sum.relu()
        || !wiring.servesOne(node.input(0))) {
      return Optional.empty();
    }
    double factor = sum.coefficients().get(0);
    return Optional.ofNullable(current.get(node.input(0)))
        .flatMap(
            before ->
                gating(before)
                    .map(
                        g ->
                            new Operation.Gating(
                                factor * g.scale(), 0.0 + factor * g.shift(), false))
                    .map(g -> new Node(g, before.inputs(), node.outputs())));
  }

  private static Optional<Node> added(Node node, Map<Value, Node> current, Wiring wiring) {
    for (int place = 0; place < 2; place++) {
      Node before = current.get(node.input(place));
      Optional<Operation.Gating> gating = gating(before);
      if (before != null && gating.isPresent() && wiring.servesOne(node.input(place))) {
        List<Value> inputs = new ArrayList<>(before.inputs());
        inputs.add(node.input(1 - place));
        Operation.Gating g = gating.get();
        return Optional.of(
            new Node(new Operation.Gating(g.scale(), g.shift(), true), inputs, node.outputs()));
      }
    }
    return Optional.empty();
  }

  private static boolean isProduct(Node node) {
    return node.operation() instanceof Operation.Tensor op
        && op.function() instanceof Scaling.Product;
  }

  /** A product, or a gating to which nothing is added, as a gating. */
  private static Optional<Operation.Gating> gating(@Nullable Node node) {
    if (node == null) {
      return Optional.empty();
    } else if (isProduct(node)) {
      return Optional.of(new Operation.Gating(1, 0, false));
    }
    return node.operation() instanceof Operation.Gating g && !g.residual()
        ? Optional.of(g)
        : Optional.empty();
  }
}
