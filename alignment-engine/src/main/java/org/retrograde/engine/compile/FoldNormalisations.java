// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrograde.engine.kernel.Epilogue;
import org.retrograde.engine.kernel.Operation;

/**
 * In evaluation, a normalisation with given statistics is a scaling and a shift of each channel:
 * both move into the weights and bias of the convolution or matrix product before, which are then
 * computed anew only when the parameters change.
 */
final class FoldNormalisations implements Pass {

  @Override
  public String name() {
    return "fold-normalisations";
  }

  @Override
  public List<Node> apply(List<Node> nodes, PassContext context) {
    Wiring wiring = context.wiring(nodes);
    Map<Value, Node> makers = new HashMap<>();
    List<Node> result = new ArrayList<>();
    for (Node node : nodes) {
      List<Node> next = fold(node, makers, wiring, context).orElse(List.of(node));
      next.forEach(n -> n.outputs().forEach(value -> makers.put(value, n)));
      result.addAll(next);
    }
    return new RemoveDeadNodes().apply(result, context);
  }

  private static Optional<List<Node>> fold(
      Node node, Map<Value, Node> makers, Wiring wiring, PassContext context) {
    if (!(node.operation() instanceof Operation.NormInference norm)
        || norm.relu()
        || !wiring.servesOne(node.input(0))) {
      return Optional.empty();
    }
    return Optional.ofNullable(makers.get(node.input(0)))
        .filter(before -> biased(before.operation()).isPresent())
        .filter(before -> fixed(before.input(1), context) && fixed(node.input(1), context))
        .flatMap(before -> folded(before, norm.epsilon(), node, context));
  }

  private static boolean fixed(Value value, PassContext context) {
    return context.invariants().contains(value.name());
  }

  private static Optional<List<Node>> folded(
      Node before, double epsilon, Node norm, PassContext context) {
    Optional<Operation> operation = biased(before.operation());
    if (operation.isEmpty() || !context.library().fuses(operation.get())) {
      return Optional.empty();
    }
    Value kernel = before.input(1).named(norm.output().name() + "#kernel");
    Value bias = norm.input(4).named(norm.output().name() + "#bias");
    Value variance = norm.input(2);
    Value gamma = norm.input(3);
    return Optional.of(
        List.of(
            new Node(
                new Operation.FoldedKernel(epsilon),
                List.of(before.input(1), gamma, variance),
                List.of(kernel)),
            new Node(new Operation.FoldedBias(epsilon), norm.inputs().subList(1, 5), List.of(bias)),
            new Node(operation.get(), List.of(before.input(0), kernel, bias), norm.outputs())));
  }

  private static Optional<Operation> biased(Operation operation) {
    Epilogue bias = Epilogue.none().withBias();
    if (operation instanceof Operation.Convolution c && c.epilogue().isNone()) {
      return Optional.of(new Operation.Convolution(c.geometry(), bias, c.packed()));
    } else if (operation instanceof Operation.MatrixProduct p
        && p.epilogue().isNone()
        && !p.transposeSecond()) {
      return Optional.of(new Operation.MatrixProduct(p.transposeFirst(), false, bias));
    }
    return Optional.empty();
  }
}
