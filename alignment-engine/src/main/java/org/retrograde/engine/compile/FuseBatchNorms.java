// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.retrograde.engine.kernel.ActivationKind;
import org.retrograde.engine.kernel.Operation;

/**
 * Joins batch norm and ReLU, and their gradients. Comes after gradients read results: the
 * normalised value must have the ReLU as its only reader.
 */
final class FuseBatchNorms implements Pass {

  private static final Operation.Activation RELU = new Operation.Activation(ActivationKind.RELU);
  private static final Operation.ActivationGradient RELU_GRADIENT =
      new Operation.ActivationGradient(ActivationKind.RELU, true);

  @Override
  public String name() {
    return "fuse-batch-norms";
  }

  @Override
  public List<Node> apply(List<Node> nodes, PassContext context) {
    Wiring wiring = context.wiring(nodes);
    Map<Value, Node> fusedByMean = new HashMap<>();
    Set<Value> swallowed = new HashSet<>();
    List<Node> result = new ArrayList<>();
    for (Node node : nodes) {
      Optional<Node> norm = fuseForward(node, wiring, context);
      norm.ifPresent(
          fused -> {
            fusedByMean.put(fused.outputs().get(1), fused);
            swallowed.add(fused.output());
          });
      Node kept = norm.orElse(node);
      boolean reluOfFused = kept.operation().equals(RELU) && swallowed.contains(kept.output());
      if (!reluOfFused) {
        result.add(fuseGradient(kept, fusedByMean, wiring).orElse(kept));
      }
    }
    return new RemoveDeadNodes().apply(result, context);
  }

  private static Optional<Node> fuseForward(Node node, Wiring wiring, PassContext context) {
    if (!(node.operation() instanceof Operation.BatchNorm norm)
        || !wiring.servesOne(node.output())
        || !wiring.readers(node.output()).get(0).operation().equals(RELU)) {
      return Optional.empty();
    }
    Operation fused = new Operation.BatchNorm(norm.epsilon(), true);
    if (!context.library().fuses(fused)) {
      return Optional.empty();
    }
    Value relu = wiring.readers(node.output()).get(0).output();
    List<Value> outputs =
        new ArrayList<>(List.of(relu, node.outputs().get(1), node.outputs().get(2)));
    Notes.of(fused, node.input(0), relu, context).ifPresent(outputs::add);
    return Optional.of(new Node(fused, node.inputs(), outputs));
  }

  private static Optional<Node> fuseGradient(
      Node node, Map<Value, Node> fusedByMean, Wiring wiring) {
    if (!(node.operation() instanceof Operation.BatchNormGradient gradient)) {
      return Optional.empty();
    }
    Node forward = fusedByMean.get(node.input(2));
    Value error = node.input(4);
    Optional<Node> relu =
        wiring
            .maker(error)
            .filter(n -> n.operation().equals(RELU_GRADIENT) && wiring.servesOne(error));
    if (forward == null
        || relu.isEmpty()
        || !relu.get().input(0).equals(forward.output())
        || !forward.input(0).equals(node.input(0))) {
      return Optional.empty();
    }
    List<Value> inputs = new ArrayList<>(node.inputs().subList(0, 4));
    inputs.add(relu.get().input(1));
    inputs.add(forward.output());
    inputs.addAll(forward.outputs().subList(3, forward.outputs().size()));
    return Optional.of(
        new Node(
            new Operation.BatchNormGradient(gradient.epsilon(), true), inputs, node.outputs()));
  }
}
