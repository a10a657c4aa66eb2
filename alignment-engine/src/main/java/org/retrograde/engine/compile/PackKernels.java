// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrograde.engine.kernel.Operation;

/**
 * Makes the change of a kernel's layout a node of its own: one for all operations that want the
 * same, none in a run for kernels that do not change.
 */
final class PackKernels implements Pass {

  @Override
  public String name() {
    return "pack-kernels";
  }

  @Override
  public List<Node> apply(List<Node> nodes, PassContext context) {
    Map<List<Object>, Value> packed = new HashMap<>();
    List<Node> result = new ArrayList<>();
    for (Node node : nodes) {
      if (node.operation() instanceof Operation.Convolution c) {
        Operation marked = new Operation.Convolution(c.geometry(), c.epilogue(), true);
        result.addAll(packInput(node, marked, 1, node.input(0), packed, context));
      } else if (node.operation() instanceof Operation.ConvolutionAdjoint c) {
        Operation marked = new Operation.ConvolutionAdjoint(c.geometry(), true);
        result.addAll(packInput(node, marked, 0, node.input(1), packed, context));
      } else if (node.operation() instanceof Operation.ConvolutionFilterGradient c) {
        result.addAll(unpackOutput(node, c, context));
      } else {
        result.add(node);
      }
    }
    return result;
  }

  private static List<Node> packInput(
      Node node,
      Operation marked,
      int place,
      Value images,
      Map<List<Object>, Value> packed,
      PassContext context) {
    long batch = images.shape().get(0);
    Value kernel = node.input(place);
    long length = context.library().packedLength(marked, batch, kernel.type());
    if (length == 0) {
      return List.of(node);
    }
    Operation.Pack pack = new Operation.Pack(marked, batch);
    List<Node> result = new ArrayList<>();
    Value row =
        Optional.ofNullable(packed.get(List.of(pack, kernel)))
            .orElseGet(
                () -> {
                  String name = node.output().name() + "#" + kernel.name();
                  Value made = Value.variable(name, new long[] {length}, kernel.type());
                  result.add(new Node(pack, List.of(kernel), List.of(made)));
                  return made;
                });
    packed.put(List.of(pack, kernel), row);
    List<Value> inputs = new ArrayList<>(node.inputs());
    inputs.set(place, row);
    result.add(new Node(marked, inputs, node.outputs()));
    return result;
  }

  private static List<Node> unpackOutput(
      Node node, Operation.ConvolutionFilterGradient c, PassContext context) {
    Operation.ConvolutionFilterGradient marked =
        new Operation.ConvolutionFilterGradient(c.geometry(), true);
    long batch = node.input(0).shape().get(0);
    Value gradient = node.output();
    long length = context.library().packedLength(marked, batch, gradient.type());
    if (length == 0) {
      return List.of(node);
    }
    Value row = Value.variable(gradient.name() + "#row", new long[] {length}, gradient.type());
    return List.of(
        new Node(marked, node.inputs(), List.of(row)),
        new Node(new Operation.Unpack(marked, batch), List.of(row), node.outputs()));
  }
}
