// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Conv2D;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.retrograde.api.graph.op.BatchNormTraining;
import org.retrograde.api.graph.op.BatchNormTrainingGradient;
import org.retrograde.api.graph.op.Borders;
import org.retrograde.api.graph.op.ConvolutionAdjoint;
import org.retrograde.api.graph.op.ConvolutionFilterGradient;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.api.graph.op.DepthwiseAdjoint;
import org.retrograde.api.graph.op.DepthwiseConvolution;
import org.retrograde.api.graph.op.DepthwiseFilterGradient;
import org.retrograde.api.graph.op.ImageFunction;
import org.retrograde.api.graph.op.Scaling;
import org.retrograde.api.graph.op.SoftmaxCrossEntropy;
import org.retrograde.api.graph.op.TensorFunction;
import org.retrograde.api.graph.op.TensorOp;
import org.retrograde.engine.kernel.ActivationKind;
import org.retrograde.engine.kernel.Epilogue;
import org.retrograde.engine.kernel.Operation;

/** Says an operation of the graph in the words of kernel libraries. */
final class Translation {

  private final DifferentialFunction function;
  private final List<Value> inputs;
  private final List<Value> outputs;

  private Translation(DifferentialFunction function, List<Value> inputs, List<Value> outputs) {
    this.function = function;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  static List<Node> of(DifferentialFunction function, List<Value> inputs, List<Value> outputs) {
    Translation translation = new Translation(function, inputs, outputs);
    return translation
        .layer()
        .or(translation::activation)
        .or(translation::matrixProduct)
        .map(operation -> List.of(new Node(operation, inputs, outputs)))
        .or(translation::sum)
        .or(translation::passedOn)
        .or(() -> new PoolingTranslation(function, inputs, outputs).nodes())
        .orElseGet(() -> List.of(new Node(new Operation.Other(function), inputs, outputs)));
  }

  private Optional<Operation> layer() {
    if (function instanceof Conv2D convolution) {
      return Optional.of(new Operation.Convolution(geometry(convolution.getConfig())));
    } else if (function instanceof ConvolutionAdjoint adjoint) {
      return Optional.of(new Operation.ConvolutionAdjoint(adjoint.geometry(), false));
    } else if (function instanceof ConvolutionFilterGradient gradient) {
      return Optional.of(new Operation.ConvolutionFilterGradient(gradient.geometry(), false));
    } else if (function instanceof DepthwiseConvolution depthwise) {
      return Optional.of(new Operation.Depthwise(depthwise.geometry()));
    } else if (function instanceof DepthwiseAdjoint adjoint) {
      return Optional.of(new Operation.DepthwiseAdjoint(adjoint.geometry()));
    } else if (function instanceof DepthwiseFilterGradient gradient) {
      return Optional.of(new Operation.DepthwiseFilterGradient(gradient.geometry()));
    } else if (function instanceof BatchNormTraining norm) {
      return Optional.of(new Operation.BatchNorm(norm.epsilon(), false));
    } else if (function instanceof BatchNormTrainingGradient gradient) {
      return Optional.of(new Operation.BatchNormGradient(gradient.epsilon(), false));
    } else if (function instanceof TensorOp op) {
      return Optional.of(own(op.function()));
    } else if (function instanceof SoftmaxCrossEntropy) {
      return Optional.of(new Operation.SoftmaxCrossEntropy());
    } else if (function.opName().equals("biasadd")) {
      return Optional.of(new Operation.BiasAdd());
    }
    return normWithGivenStatistics();
  }

  private static Operation own(TensorFunction function) {
    if (function instanceof ImageFunction.StopGradient) {
      return new Operation.View();
    }
    return function instanceof Scaling.ChannelSum
        ? new Operation.ChannelSum()
        : new Operation.Tensor(function);
  }

  /** Scale and shift, over the last axis: the form that networks of ours have. */
  private Optional<Operation> normWithGivenStatistics() {
    if (!function.opName().equals("batchnorm") || inputs.size() != 5) {
      return Optional.empty();
    }
    CustomOp op = (CustomOp) function;
    int last = inputs.get(0).shape().size() - 1;
    return op.iArgs()[0] == 1 && op.iArgs()[1] == 1 && op.iArgs()[2] == last
        ? Optional.of(new Operation.NormInference(op.tArgs()[0], false))
        : Optional.empty();
  }

  private Optional<Operation> activation() {
    return switch (function.opName()) {
      case "relu" -> isZero(((ScalarOp) function).scalar().getDouble(0), ActivationKind.RELU);
      case "tanh" -> Optional.of(new Operation.Activation(ActivationKind.TANH));
      case "sigmoid" -> Optional.of(new Operation.Activation(ActivationKind.SIGMOID));
      case "elu" ->
          decimal() == 1
              ? Optional.of(new Operation.Activation(ActivationKind.ELU))
              : Optional.empty();
      case "thresholdedrelu_bp" ->
          decimal() == 0 ? gradient(ActivationKind.RELU) : Optional.empty();
      case "tanh_bp" -> gradient(ActivationKind.TANH);
      case "sigmoid_bp" -> gradient(ActivationKind.SIGMOID);
      case "elu_bp" -> decimal() == 1 ? gradient(ActivationKind.ELU) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Operation> isZero(double threshold, ActivationKind kind) {
    return threshold == 0 ? Optional.of(new Operation.Activation(kind)) : Optional.empty();
  }

  private static Optional<Operation> gradient(ActivationKind kind) {
    return Optional.of(new Operation.ActivationGradient(kind, false));
  }

  private double decimal() {
    return ((CustomOp) function).tArgs()[0];
  }

  private Optional<Operation> matrixProduct() {
    if (function instanceof Mmul product
        && inputs.stream().allMatch(value -> value.shape().size() == 2)) {
      boolean first = product.iArgs()[0] == 1;
      boolean second = product.iArgs()[1] == 1;
      return Optional.of(new Operation.MatrixProduct(first, second, Epilogue.none()));
    }
    return Optional.empty();
  }

  private Optional<List<Node>> sum() {
    return switch (function.opName()) {
      case "add" -> sameShapes() ? combination(1, 1) : Optional.empty();
      case "subtract" -> sameShapes() ? combination(1, -1) : Optional.empty();
      case "neg" -> combination(-1);
      case "mul_scalar" -> combination(scalar());
      case "div_scalar" -> combination(1 / scalar());
      case "multiply" -> scaled();
      default -> Optional.empty();
    };
  }

  private Optional<List<Node>> scaled() {
    for (int i = 0; i < 2; i++) {
      Value factor = inputs.get(i);
      Value other = inputs.get(1 - i);
      if (factor.constant().isPresent() && factor.size() == 1 && isResultLike(other)) {
        Operation scale =
            new Operation.LinearCombination(List.of(factor.constant().get().getDouble(0)), false);
        return Optional.of(List.of(new Node(scale, List.of(other), outputs)));
      }
    }
    return Optional.empty();
  }

  private boolean isResultLike(Value value) {
    return value.shape().equals(outputs.get(0).shape())
        && value.type() == outputs.get(0).type()
        && value.type().isFPType();
  }

  private double scalar() {
    return ((ScalarOp) function).scalar().getDouble(0);
  }

  private Optional<List<Node>> combination(double... coefficients) {
    if (!inputs.stream().allMatch(this::isResultLike)) {
      return Optional.empty();
    }
    Operation sum =
        new Operation.LinearCombination(
            java.util.Arrays.stream(coefficients).boxed().toList(), false);
    return Optional.of(List.of(new Node(sum, inputs, outputs)));
  }

  /** Gradients that are the error itself, and other shapes of the same values. */
  private Optional<List<Node>> passedOn() {
    return switch (function.opName()) {
      case "biasadd_bp" -> Optional.of(List.of(view(inputs.get(2), outputs.get(0)), channelSum()));
      case "add_bp" ->
          sameShapes()
              ? Optional.of(
                  List.of(view(inputs.get(2), outputs.get(0)), view(inputs.get(2), outputs.get(1))))
              : Optional.empty();
      case "reshape" -> Optional.of(List.of(view(inputs.get(0), outputs.get(0))));
      default -> Optional.empty();
    };
  }

  private ConvolutionGeometry geometry(Conv2DConfig config) {
    List<Long> x = inputs.get(0).shape();
    int height = Math.toIntExact(x.get(1));
    int width = Math.toIntExact(x.get(2));
    int kernel = Math.toIntExact(config.getKH());
    int stride = Math.toIntExact(config.getSH());
    int rows = Math.toIntExact(config.getPH());
    int columns = Math.toIntExact(config.getPW());
    return new ConvolutionGeometry(
        height,
        width,
        Math.toIntExact(x.get(3)),
        Math.toIntExact(inputs.get(1).shape().get(3)),
        kernel,
        stride,
        config.getPaddingMode() == PaddingMode.SAME
            ? Borders.same(height, width, kernel, stride)
            : new Borders(rows, rows, columns, columns));
  }

  static Node view(Value origin, Value view) {
    return new Node(new Operation.View(), List.of(origin), List.of(view));
  }

  private Node channelSum() {
    return new Node(new Operation.ChannelSum(), List.of(inputs.get(2)), List.of(outputs.get(1)));
  }

  private boolean sameShapes() {
    return inputs.stream().map(Value::shape).distinct().count() == 1;
  }
}
