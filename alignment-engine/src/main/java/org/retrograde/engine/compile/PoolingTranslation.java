// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.ReduceOp;
import org.retrograde.api.graph.op.Borders;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.engine.kernel.Operation;

/**
 * Pooling, and the mean over all positions of a square image, which is a pooling with one window.
 */
final class PoolingTranslation {

  private final DifferentialFunction function;
  private final List<Value> inputs;
  private final List<Value> outputs;

  PoolingTranslation(DifferentialFunction function, List<Value> inputs, List<Value> outputs) {
    this.function = function;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  Optional<List<Node>> nodes() {
    return switch (function.opName()) {
      case "maxpool2d", "avgpool2d" ->
          window().map(w -> List.of(node(new Operation.Pooling(w, isMaximum()))));
      case "maxpool2d_bp", "avgpool2d_bp" ->
          window().map(w -> List.of(node(new Operation.PoolingGradient(w, isMaximum()))));
      case "reduce_mean" -> isMeanOverPositions() ? Optional.of(mean()) : Optional.empty();
      case "reduce_mean_bp" ->
          isMeanOverPositionsGradient() ? Optional.of(meanGradient()) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private boolean isMaximum() {
    return function.opName().startsWith("max");
  }

  private Node node(Operation operation) {
    return new Node(operation, inputs, outputs);
  }

  /**
   * Arguments are kernel, stride, padding and dilation, each twice, whether padding is chosen to
   * keep the size, what a mean divides by, and whether channels are last.
   */
  private Optional<ConvolutionGeometry> window() {
    long[] a = ((CustomOp) function).iArgs();
    boolean same = a[8] != 0;
    boolean square = a[0] == a[1] && a[2] == a[3] && (same || a[4] == a[5]);
    boolean plain = a[6] == 1 && a[7] == 1 && a[10] == 1;
    if (!square || !plain || (!isMaximum() && (same || a[4] != 0))) {
      return Optional.empty();
    }
    List<Long> x = inputs.get(0).shape();
    int height = Math.toIntExact(x.get(1));
    int width = Math.toIntExact(x.get(2));
    int channels = Math.toIntExact(x.get(3));
    int kernel = Math.toIntExact(a[0]);
    int stride = Math.toIntExact(a[2]);
    Borders borders =
        same ? Borders.same(height, width, kernel, stride) : Borders.equal(Math.toIntExact(a[4]));
    return Optional.of(
        new ConvolutionGeometry(height, width, channels, channels, kernel, stride, borders));
  }

  private boolean isMeanOverPositions() {
    return function instanceof ReduceOp reduce
        && !reduce.isKeepDims()
        && reduce.dimensions() != null
        && isPositions(reduce.dimensions().toLongVector());
  }

  private boolean isMeanOverPositionsGradient() {
    CustomOp op = (CustomOp) function;
    return op.bArgs().length == 1 && !op.bArgs()[0] && isPositions(op.iArgs());
  }

  private boolean isPositions(long[] axes) {
    List<Long> x = inputs.get(0).shape();
    return Arrays.equals(axes, new long[] {1, 2})
        && x.size() == 4
        && x.get(1).equals(x.get(2))
        && inputs.get(0).type().isFPType();
  }

  private ConvolutionGeometry wholeImage() {
    List<Long> x = inputs.get(0).shape();
    int side = Math.toIntExact(x.get(1));
    int channels = Math.toIntExact(x.get(3));
    return new ConvolutionGeometry(side, side, channels, channels, side, 1, 0);
  }

  private List<Node> mean() {
    Value row = outputs.get(0);
    Value image = image(row, row.name() + "#image");
    return List.of(
        new Node(
            new Operation.Pooling(wholeImage(), false), List.of(inputs.get(0)), List.of(image)),
        Translation.view(image, row));
  }

  private List<Node> meanGradient() {
    Value error = image(inputs.get(1), outputs.get(0).name() + "#image");
    return List.of(
        Translation.view(inputs.get(1), error),
        new Node(
            new Operation.PoolingGradient(wholeImage(), false),
            List.of(inputs.get(0), error),
            outputs));
  }

  private static Value image(Value row, String name) {
    long[] shape = {row.shape().get(0), 1, 1, row.shape().get(1)};
    return Value.variable(name, shape, row.type());
  }
}
