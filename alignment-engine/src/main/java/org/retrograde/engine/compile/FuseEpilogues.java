// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrograde.engine.kernel.ActivationKind;
import org.retrograde.engine.kernel.Epilogue;
import org.retrograde.engine.kernel.Operation;

/**
 * Joins bias, residual and ReLU to the convolution, matrix product or sum before them, where
 * nothing else reads what lies between. The joined node stands where its last part stood.
 */
final class FuseEpilogues implements Pass {

  private static final Operation.Activation RELU = new Operation.Activation(ActivationKind.RELU);
  private static final Operation.LinearCombination SUM =
      new Operation.LinearCombination(List.of(1.0, 1.0), false);

  @Override
  public String name() {
    return "fuse-epilogues";
  }

  @Override
  public List<Node> apply(List<Node> nodes, PassContext context) {
    Wiring wiring = context.wiring(nodes);
    Map<Value, Node> current = new HashMap<>();
    List<Node> result = new ArrayList<>();
    for (Node node : nodes) {
      Node next = fuse(node, current, wiring, context).orElse(node);
      next.outputs().forEach(value -> current.put(value, next));
      result.add(next);
    }
    return new RemoveDeadNodes().apply(result, context);
  }

  private static Optional<Node> fuse(
      Node node, Map<Value, Node> current, Wiring wiring, PassContext context) {
    for (int place = 0; place < Math.min(2, node.inputs().size()); place++) {
      Value input = node.input(place);
      Node before = current.get(input);
      if (before != null && wiring.servesOne(input)) {
        Optional<Node> fused =
            append(before, node, place).filter(n -> context.library().fuses(n.operation()));
        if (fused.isPresent()) {
          return fused;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Node> append(Node before, Node node, int place) {
    if (node.operation() instanceof Operation.BiasAdd && place == 0) {
      return epilogue(before)
          .filter(Epilogue::isNone)
          .map(e -> extended(before, e.withBias(), List.of(node.input(1)), node));
    } else if (node.operation().equals(SUM)) {
      return epilogue(before)
          .filter(e -> !e.residual() && !e.relu())
          .map(e -> extended(before, e.withResidual(), List.of(node.input(1 - place)), node));
    } else if (node.operation().equals(RELU)) {
      return rectified(before, node);
    }
    return Optional.empty();
  }

  private static Optional<Node> rectified(Node before, Node node) {
    if (before.operation() instanceof Operation.LinearCombination sum && !sum.relu()) {
      return Optional.of(
          new Node(
              new Operation.LinearCombination(sum.coefficients(), true),
              before.inputs(),
              node.outputs()));
    } else if (before.operation() instanceof Operation.NormInference norm && !norm.relu()) {
      return Optional.of(
          new Node(
              new Operation.NormInference(norm.epsilon(), true), before.inputs(), node.outputs()));
    }
    return epilogue(before)
        .filter(e -> !e.relu())
        .map(e -> extended(before, e.withRelu(), List.of(), node));
  }

  private static Optional<Epilogue> epilogue(Node node) {
    if (node.operation() instanceof Operation.Convolution convolution) {
      return Optional.of(convolution.epilogue());
    }
    return node.operation() instanceof Operation.MatrixProduct product
        ? Optional.of(product.epilogue())
        : Optional.empty();
  }

  private static Node extended(Node before, Epilogue epilogue, List<Value> more, Node last) {
    List<Value> inputs = new ArrayList<>(before.inputs());
    inputs.addAll(more);
    Operation operation =
        before.operation() instanceof Operation.Convolution c
            ? new Operation.Convolution(c.geometry(), epilogue, c.packed())
            : product((Operation.MatrixProduct) before.operation(), epilogue);
    return new Node(operation, inputs, last.outputs());
  }

  private static Operation product(Operation.MatrixProduct product, Epilogue epilogue) {
    return new Operation.MatrixProduct(
        product.transposeFirst(), product.transposeSecond(), epilogue);
  }
}
