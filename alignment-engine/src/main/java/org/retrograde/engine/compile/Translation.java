// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.List;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BiasAddGrad;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Conv2D;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.shape.Reshape;
import org.nd4j.linalg.api.ops.impl.transforms.gradient.ThresholdReluBp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.bp.AddBpOp;
import org.retrograde.api.graph.op.BatchNormTraining;
import org.retrograde.api.graph.op.BatchNormTrainingGradient;
import org.retrograde.api.graph.op.ConvolutionAdjoint;
import org.retrograde.api.graph.op.ConvolutionFilterGradient;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.engine.kernel.Operation;

/** Says an operation of the graph in the words of kernel libraries. */
final class Translation {

  private Translation() {}

  static List<Node> of(DifferentialFunction function, List<Value> inputs, List<Value> outputs) {
    if (function instanceof BiasAddGrad) {
      return List.of(
          view(inputs.get(2), outputs.get(0)), channelSum(inputs.get(2), outputs.get(1)));
    }
    if (function instanceof AddBpOp && sameShapes(inputs)) {
      return List.of(view(inputs.get(2), outputs.get(0)), view(inputs.get(2), outputs.get(1)));
    }
    if (function instanceof Reshape) {
      return List.of(view(inputs.get(0), outputs.get(0)));
    }
    return List.of(new Node(operation(function, inputs), inputs, outputs));
  }

  private static Operation operation(DifferentialFunction function, List<Value> inputs) {
    if (function instanceof Conv2D convolution) {
      return new Operation.Convolution(geometry(convolution.getConfig(), inputs));
    } else if (function instanceof ConvolutionAdjoint adjoint) {
      return new Operation.ConvolutionAdjoint(adjoint.geometry());
    } else if (function instanceof ConvolutionFilterGradient gradient) {
      return new Operation.ConvolutionFilterGradient(gradient.geometry());
    } else if (function instanceof BatchNormTraining norm) {
      return new Operation.BatchNorm(norm.epsilon());
    } else if (function instanceof BatchNormTrainingGradient gradient) {
      return new Operation.BatchNormGradient(gradient.epsilon());
    } else if (function instanceof Mmul product
        && inputs.stream().allMatch(v -> v.shape().size() == 2)) {
      return new Operation.MatrixProduct(product.iArgs()[0] == 1, product.iArgs()[1] == 1);
    } else if (function instanceof RectifiedLinear relu && relu.scalar().getDouble(0) == 0) {
      return new Operation.Relu();
    } else if (function instanceof ThresholdReluBp && ((CustomOp) function).tArgs()[0] == 0) {
      return new Operation.ReluGradient();
    }
    return new Operation.Other(function);
  }

  private static ConvolutionGeometry geometry(Conv2DConfig config, List<Value> inputs) {
    List<Long> x = inputs.get(0).shape();
    List<Long> kernel = inputs.get(1).shape();
    return new ConvolutionGeometry(
        Math.toIntExact(x.get(1)),
        Math.toIntExact(x.get(2)),
        Math.toIntExact(x.get(3)),
        Math.toIntExact(kernel.get(3)),
        Math.toIntExact(config.getKH()),
        Math.toIntExact(config.getSH()),
        Math.toIntExact(config.getPH()));
  }

  private static Node view(Value origin, Value view) {
    return new Node(new Operation.View(), List.of(origin), List.of(view));
  }

  private static Node channelSum(Value input, Value sum) {
    return new Node(new Operation.ChannelSum(), List.of(input), List.of(sum));
  }

  private static boolean sameShapes(List<Value> values) {
    return values.stream().map(Value::shape).distinct().count() == 1;
  }
}
