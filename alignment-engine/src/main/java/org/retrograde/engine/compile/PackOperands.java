// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrograde.engine.kernel.Operation;
import org.retrograde.engine.kernel.Packing;

/**
 * Makes a change of an operand's layout or precision a node of its own: one for all operations that
 * want the same, none in a run for kernels that do not change.
 */
final class PackOperands implements Pass {

  @Override
  public String name() {
    return "pack-operands";
  }

  @Override
  public List<Node> apply(List<Node> nodes, PassContext context) {
    Map<List<Object>, Value> packed = new HashMap<>();
    return nodes.stream()
        .flatMap(node -> new Rewriting(node, packed, context).nodes().stream())
        .toList();
  }

  /** A convolution pass with the same pass marked as packed. */
  private static Optional<Operation> marked(Operation operation) {
    if (operation instanceof Operation.Convolution c) {
      return Optional.of(new Operation.Convolution(c.geometry(), c.epilogue(), true));
    } else if (operation instanceof Operation.ConvolutionAdjoint c) {
      return Optional.of(new Operation.ConvolutionAdjoint(c.geometry(), true));
    }
    if (operation instanceof Operation.ConvolutionFilterGradient c) {
      return Optional.of(new Operation.ConvolutionFilterGradient(c.geometry(), true));
    }
    return Optional.empty();
  }

  /** What becomes of one node; packed operands are shared between nodes. */
  private static final class Rewriting {

    private final Node node;
    private final Map<List<Object>, Value> packed;
    private final PassContext context;
    private final List<Node> result = new ArrayList<>();

    Rewriting(Node node, Map<List<Object>, Value> packed, PassContext context) {
      this.node = node;
      this.packed = packed;
      this.context = context;
    }

    List<Node> nodes() {
      Optional<Operation> marked = marked(node.operation());
      if (marked.isEmpty() || wantsNothing(marked.get())) {
        return List.of(node);
      }
      List<Value> inputs = new ArrayList<>(node.inputs());
      for (int operand = 0; operand < 2; operand++) {
        inputs.set(operand, packed(marked.get(), operand));
      }
      Optional<Packing> outcome = packing(marked.get(), Packing.RESULT, node.output());
      Value row =
          outcome.map(p -> value(node.output().name() + "#packed", p)).orElse(node.output());
      result.add(new Node(marked.get(), inputs, List.of(row)));
      if (outcome.isPresent()) {
        Operation unpack = new Operation.Unpack(marked.get(), batch());
        result.add(new Node(unpack, List.of(row), List.of(node.output())));
      }
      return result;
    }

    private boolean wantsNothing(Operation marked) {
      return packing(marked, 0, node.input(0)).isEmpty()
          && packing(marked, 1, node.input(1)).isEmpty()
          && packing(marked, Packing.RESULT, node.output()).isEmpty();
    }

    private Value packed(Operation marked, int operand) {
      Value plain = node.input(operand);
      Optional<Packing> packing = packing(marked, operand, plain);
      if (packing.isEmpty()) {
        return plain;
      }
      return packed.computeIfAbsent(
          List.of(packing.get().layout(), plain),
          key -> {
            Value made = value(node.output().name() + "#" + plain.name(), packing.get());
            Operation pack = new Operation.Pack(marked, operand, batch());
            result.add(new Node(pack, List.of(plain), List.of(made)));
            return made;
          });
    }

    private Optional<Packing> packing(Operation marked, int operand, Value value) {
      return context.library().packing(marked, operand, batch(), value.type());
    }

    private Value value(String name, Packing packing) {
      long[] lengths = packing.shape().stream().mapToLong(Long::longValue).toArray();
      return Value.variable(name, lengths, node.output().type());
    }

    /** Images are the first operand but for the adjoint, whose first one is a kernel. */
    private long batch() {
      int images = node.operation() instanceof Operation.ConvolutionAdjoint ? 1 : 0;
      return node.input(images).shape().get(0);
    }
  }
}
