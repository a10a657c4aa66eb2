// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.engine.kernel.Epilogue;
import org.retrograde.engine.kernel.Operation;
import org.retrograde.engine.kernel.Packing;
import org.retrograde.engine.kernel.Winograd;

/**
 * Does convolutions of 3 × 3 by Winograd's method. Kernels, and the tiled images of filter
 * gradients, are values of their own, shared by all that read them.
 */
final class UseWinograd implements Pass {

  @Override
  public String name() {
    return "use-winograd";
  }

  @Override
  public List<Node> apply(List<Node> nodes, PassContext context) {
    Map<List<Object>, Value> shared = new HashMap<>();
    return nodes.stream()
        .flatMap(node -> new Rewriting(node, shared, context).nodes().stream())
        .toList();
  }

  /** What becomes of one node. */
  private static final class Rewriting {

    private final Node node;
    private final Map<List<Object>, Value> shared;
    private final PassContext context;
    private final List<Node> made = new ArrayList<>();

    Rewriting(Node node, Map<List<Object>, Value> shared, PassContext context) {
      this.node = node;
      this.shared = shared;
      this.context = context;
    }

    List<Node> nodes() {
      Operation operation = node.operation();
      if (operation instanceof Operation.Convolution c && suits(c.geometry(), node.input(0))) {
        convolution(c.geometry(), false, c.epilogue());
      } else if (operation instanceof Operation.ConvolutionAdjoint c
          && suits(c.geometry(), node.input(1))) {
        convolution(c.geometry(), true, Epilogue.none());
      } else if (operation instanceof Operation.ConvolutionFilterGradient c
          && suits(c.geometry(), node.input(0))) {
        filterGradient(c.geometry());
      } else {
        made.add(node);
      }
      return made;
    }

    private boolean suits(ConvolutionGeometry geometry, Value images) {
      return images.type() == DataType.FLOAT
          && Winograd.suits(geometry, images.shape().get(0))
          && context
              .library()
              .fuses(new Operation.WinogradConvolution(geometry, false, Epilogue.none()));
    }

    private void convolution(ConvolutionGeometry geometry, boolean adjoint, Epilogue epilogue) {
      List<Value> inputs = new ArrayList<>();
      inputs.add(node.input(adjoint ? 1 : 0));
      Operation.WinogradConvolution operation =
          new Operation.WinogradConvolution(geometry, adjoint, epilogue);
      inputs.add(kernels(node.input(adjoint ? 0 : 1), operation));
      if (epilogue.bias()) {
        inputs.add(repeated(node.input(2)));
      }
      if (epilogue.residual()) {
        inputs.add(node.input(epilogue.residualPlace()));
      }
      made.add(
          new Node(
              operation,
              inputs,
              List.of(node.output(), scratch(geometry, Winograd.POINTS * batch()))));
    }

    /** Rows of the input side and as many of the output side. */
    private Value scratch(ConvolutionGeometry g, long rows) {
      long[] length = {rows * g.width() * (g.inputChannels() + g.outputChannels())};
      return Value.variable(node.output().name() + "#scratch", length, node.output().type());
    }

    private void filterGradient(ConvolutionGeometry geometry) {
      int parts = Winograd.parts(geometry, batch());
      Operation operation = new Operation.WinogradFilterGradient(geometry, parts);
      Value gradient = node.output();
      Value six = packed(gradient, "#six", operation, Packing.RESULT, parts * Winograd.POINTS);
      Value three = packed(gradient, "#three", operation, Packing.RESULT, Winograd.TAPS);
      long rows = Winograd.POINTS * geometry.height() / Winograd.TILE * batch() / parts;
      Value scratch = scratch(geometry, rows);
      made.add(new Node(operation, node.inputs(), List.of(six, scratch)));
      add(new Operation.WinogradKernelGradient(parts), three, six);
      add(new Operation.Unpack(operation, batch()), gradient, three);
    }

    /** A kernel's three rows are packed before they become six: there are fewer to be moved. */
    private Value kernels(Value kernel, Operation.WinogradConvolution user) {
      String name = user.adjoint() ? "#turned" : "#rows";
      Value three = packed(kernel, name + " three", user, 1, Winograd.TAPS);
      Value six = packed(kernel, name + " six", user, 1, Winograd.POINTS);
      Value packed = share(new Operation.Pack(user, 1, batch()), kernel, three);
      return share(new Operation.WinogradKernel(user.adjoint()), packed, six);
    }

    private Value packed(Value kernel, String suffix, Operation user, int operand, int rows) {
      Packing one = context.library().packing(user, operand, batch(), kernel.type()).orElseThrow();
      long[] length = {rows * one.shape().get(0)};
      String name = node.output().name() + "#" + kernel.name() + suffix;
      return Value.variable(name, length, kernel.type());
    }

    private long batch() {
      int images = node.operation() instanceof Operation.ConvolutionAdjoint ? 1 : 0;
      return node.input(images).shape().get(0);
    }

    private Value repeated(Value bias) {
      long width = node.output().shape().get(2);
      Value row =
          Value.variable(bias.name() + "#" + width, new long[] {width, bias.size()}, bias.type());
      return share(new Operation.Repeat(), bias, row);
    }

    private Value share(Operation operation, Value input, Value result) {
      return shared.computeIfAbsent(
          List.of(operation, input, result.shape()),
          key -> {
            add(operation, result, input);
            return result;
          });
    }

    private void add(Operation operation, Value result, Value... inputs) {
      made.add(new Node(operation, List.of(inputs), List.of(result)));
    }
  }
}
