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
import org.retrograde.engine.kernel.Winograd;

/**
 * Does convolutions of 3 × 3 by Winograd's method, in steps of their own: tiled images and kernels
 * are shared by all that read them, such as a convolution and its filter gradient.
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
        product(c.geometry(), false, c.epilogue());
      } else if (operation instanceof Operation.ConvolutionAdjoint c
          && suits(c.geometry(), node.input(1))) {
        product(c.geometry(), true, Epilogue.none());
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
          && context.library().fuses(new Operation.WinogradProduct(geometry, false, false));
    }

    private void product(ConvolutionGeometry geometry, boolean adjoint, Epilogue epilogue) {
      Value images = tiles(node.input(adjoint ? 1 : 0), false);
      Value kernels = kernels(node.input(adjoint ? 0 : 1), adjoint);
      Value products = tilesLike(node.output(), "#products");
      add(new Operation.WinogradProduct(geometry, adjoint, false), products, images, kernels);
      List<Value> inputs = new ArrayList<>(List.of(products));
      if (epilogue.bias()) {
        inputs.add(repeated(node.input(2)));
      }
      if (epilogue.residual()) {
        inputs.add(node.input(epilogue.residualPlace()));
      }
      made.add(new Node(new Operation.WinogradResult(epilogue), inputs, node.outputs()));
    }

    private void filterGradient(ConvolutionGeometry geometry) {
      Value images = tiles(node.input(0), false);
      Value errors = tiles(node.input(1), true);
      Value six = six(node.output(), "#six");
      add(new Operation.WinogradFilterGradient(geometry, false), six, images, errors);
      add(new Operation.WinogradKernelGradient(), node.output(), six);
    }

    private Value tiles(Value images, boolean ofErrors) {
      Operation operation = new Operation.WinogradImages(ofErrors);
      return share(operation, images, tilesLike(images, ofErrors ? "#error-tiles" : "#tiles"));
    }

    private Value kernels(Value kernel, boolean turned) {
      Operation operation = new Operation.WinogradKernel(turned);
      return share(operation, kernel, six(kernel, turned ? "#turned" : "#six"));
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

    private static Value tilesLike(Value images, String suffix) {
      List<Long> s = images.shape();
      long[] shape = {Winograd.POINTS, s.get(1) / Winograd.TILE, s.get(0), s.get(2), s.get(3)};
      return Value.variable(images.name() + suffix, shape, images.type());
    }

    private static Value six(Value kernel, String suffix) {
      List<Long> s = kernel.shape();
      long[] shape = {Winograd.POINTS, s.get(1), s.get(2), s.get(3)};
      return Value.variable(kernel.name() + suffix, shape, kernel.type());
    }
  }
}
