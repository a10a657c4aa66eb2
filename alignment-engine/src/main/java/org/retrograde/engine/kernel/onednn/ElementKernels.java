// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_SCALES;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MULTIPLE_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory_desc_vector;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.sum;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.engine.kernel.ActivationKind;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.Operation;
import org.retrograde.engine.kernel.onednn.Device.Argument;

/** Element-wise operations; the result may lie where an input does. */
record ElementKernels(Device device) {

  private static final List<Double> PLAIN_SUM = List.of(1.0, 1.0);

  /** Sums are rectified in the same pass only where a binary operation does them. */
  static boolean rectifies(Operation.LinearCombination sum) {
    return sum.coefficients().equals(PLAIN_SUM);
  }

  Optional<Kernel> of(Operation operation, BoundBuffers buffers) {
    if (operation instanceof Operation.Activation activation) {
      return Optional.of(
          forward(algorithm(activation.kind(), false), 1, buffers.input(0), buffers.output(0)));
    } else if (operation instanceof Operation.ActivationGradient gradient) {
      return Optional.of(backward(gradient, buffers));
    } else if (operation instanceof Operation.Gating gating) {
      return Optional.of(gating(gating, buffers));
    } else if (operation instanceof Operation.LinearCombination sum) {
      return combination(sum, buffers);
    } else if (operation instanceof Operation.AddScaled) {
      return Optional.of(addScaled(buffers));
    } else if (operation instanceof Operation.BiasAdd) {
      return Optional.of(biasAdd(buffers));
    } else if (operation instanceof Operation.Copy) {
      return Optional.of(device.reorder(flat(buffers.input(0)), flat(buffers.output(0))));
    }
    return Optional.empty();
  }

  Kernel forward(algorithm kind, double alpha, INDArray x, INDArray y) {
    return forward(kind, slope(kind, alpha), 0f, x, y);
  }

  /** {@code scale x + shift}. */
  Kernel linear(double scale, double shift, INDArray x, INDArray y) {
    return forward(algorithm.eltwise_linear, (float) scale, (float) shift, x, y);
  }

  private Kernel forward(algorithm kind, float alpha, float beta, INDArray x, INDArray y) {
    memory.desc row = Descriptors.flat(x);
    eltwise_forward.primitive_desc plan =
        new eltwise_forward.primitive_desc(
            device.cpu(), prop_kind.forward_training, kind, row, row, alpha, beta);
    return device.call(
        new eltwise_forward(plan),
        new Argument(DNNL_ARG_SRC, device.wrap(row, x)),
        new Argument(DNNL_ARG_DST, device.wrap(row, y)));
  }

  /**
   * One pass: a product with the scale, then what follows as post-operations. An element-wise
   * primitive with binary post-operations would take slow code.
   */
  private Kernel gating(Operation.Gating gating, BoundBuffers b) {
    memory.desc row = Descriptors.rows(1, b.output(0).length());
    memory.desc number = Descriptors.rows(1, 1);
    post_ops chain = new post_ops();
    chain.append_eltwise(algorithm.eltwise_linear, 1, (float) gating.shift());
    List<Argument> arguments = new ArrayList<>();
    memory scale = device.constant(number, new float[][] {{(float) gating.scale()}});
    arguments.add(new Argument(DNNL_ARG_SRC_0, device.wrap(row, b.input(0))));
    arguments.add(new Argument(DNNL_ARG_SRC_1, scale));
    arguments.add(new Argument(DNNL_ARG_DST, device.wrap(row, b.output(0))));
    for (int i = 1; i < b.inputs().size(); i++) {
      chain.append_binary(i == 1 ? algorithm.binary_mul : algorithm.binary_add, row);
      int place = DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * chain.len() | DNNL_ARG_SRC_1;
      arguments.add(new Argument(place, device.wrap(row, b.input(i))));
    }
    primitive_attr attributes = new primitive_attr();
    attributes.set_post_ops(chain);
    binary.primitive_desc plan =
        new binary.primitive_desc(
            device.cpu(), algorithm.binary_mul, row, number, row, attributes, false);
    return device.call(new binary(plan), arguments.toArray(Argument[]::new));
  }

  /** {@code a op b}, both of one shape. */
  Kernel pair(algorithm kind, primitive_attr attributes, INDArray a, INDArray b, INDArray result) {
    memory.desc row = Descriptors.flat(result);
    binary.primitive_desc plan =
        new binary.primitive_desc(device.cpu(), kind, row, row, row, attributes, false);
    return device.call(
        new binary(plan),
        new Argument(DNNL_ARG_SRC_0, device.wrap(row, a)),
        new Argument(DNNL_ARG_SRC_1, device.wrap(row, b)),
        new Argument(DNNL_ARG_DST, device.wrap(row, result)));
  }

  private Kernel backward(Operation.ActivationGradient gradient, BoundBuffers buffers) {
    memory.desc row = Descriptors.flat(buffers.output(0));
    algorithm kind = algorithm(gradient.kind(), gradient.fromResult());
    float alpha = slope(kind, 1);
    eltwise_forward.primitive_desc forward =
        new eltwise_forward.primitive_desc(
            device.cpu(), prop_kind.forward_training, kind, row, row, alpha, 0f);
    eltwise_backward.primitive_desc plan =
        new eltwise_backward.primitive_desc(device.cpu(), kind, row, row, row, alpha, 0f, forward);
    int reference = gradient.fromResult() ? DNNL_ARG_DST : DNNL_ARG_SRC;
    return device.call(
        new eltwise_backward(plan),
        new Argument(reference, device.wrap(row, buffers.input(0))),
        new Argument(DNNL_ARG_DIFF_DST, device.wrap(row, buffers.input(1))),
        new Argument(DNNL_ARG_DIFF_SRC, device.wrap(row, buffers.output(0))));
  }

  private Optional<Kernel> combination(Operation.LinearCombination sum, BoundBuffers buffers) {
    if (rectifies(sum)) {
      return Optional.of(
          pair(
              algorithm.binary_add,
              attributes(sum.relu()),
              buffers.input(0),
              buffers.input(1),
              buffers.output(0)));
    } else if (sum.relu()) {
      return Optional.empty();
    } else if (sum.coefficients().size() == 1) {
      return Optional.of(
          forward(
              algorithm.eltwise_linear,
              sum.coefficients().get(0),
              buffers.input(0),
              buffers.output(0)));
    }
    return Optional.of(scaledSum(sum.coefficients(), buffers));
  }

  /** oneDNN lets the result lie where the first term does, so that one comes first. */
  private Kernel scaledSum(List<Double> coefficients, BoundBuffers buffers) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < coefficients.size(); i++) {
      boolean inPlace = sameMemory(buffers.input(i), buffers.output(0));
      order.add(inPlace ? 0 : order.size(), i);
    }
    memory.desc row = Descriptors.flat(buffers.output(0));
    float[] scales = new float[order.size()];
    memory.desc[] rows = new memory.desc[order.size()];
    Argument[] arguments = new Argument[order.size() + 1];
    for (int i = 0; i < order.size(); i++) {
      scales[i] = coefficients.get(order.get(i)).floatValue();
      rows[i] = row;
      INDArray term = buffers.input(order.get(i));
      arguments[i] = new Argument(DNNL_ARG_MULTIPLE_SRC + i, device.wrap(row, term));
    }
    arguments[order.size()] = new Argument(DNNL_ARG_DST, device.wrap(row, buffers.output(0)));
    sum.primitive_desc plan =
        new sum.primitive_desc(device.cpu(), row, scales, new memory_desc_vector(rows));
    return device.call(new sum(plan), arguments);
  }

  private Kernel addScaled(BoundBuffers buffers) {
    primitive_attr attributes = new primitive_attr();
    attributes.set_scales_mask(DNNL_ARG_SRC_1, 0);
    memory scale = flat(buffers.input(2));
    memory.desc row = Descriptors.flat(buffers.output(0));
    binary.primitive_desc plan =
        new binary.primitive_desc(
            device.cpu(), algorithm.binary_add, row, row, row, attributes, false);
    memory y = device.wrap(row, buffers.output(0));
    return device.call(
        new binary(plan),
        new Argument(DNNL_ARG_SRC_0, y),
        new Argument(DNNL_ARG_SRC_1, device.wrap(row, buffers.input(0))),
        new Argument(DNNL_ARG_ATTR_SCALES | DNNL_ARG_SRC_1, scale),
        new Argument(DNNL_ARG_DST, y));
  }

  private Kernel biasAdd(BoundBuffers buffers) {
    INDArray x = buffers.input(0);
    long channels = buffers.input(1).length();
    memory.desc all = Descriptors.rows(x.length() / channels, channels);
    memory.desc bias = Descriptors.rows(1, channels);
    binary.primitive_desc plan =
        new binary.primitive_desc(device.cpu(), algorithm.binary_add, all, bias, all);
    return device.call(
        new binary(plan),
        new Argument(DNNL_ARG_SRC_0, device.wrap(all, x)),
        new Argument(DNNL_ARG_SRC_1, device.wrap(bias, buffers.input(1))),
        new Argument(DNNL_ARG_DST, device.wrap(all, buffers.output(0))));
  }

  private primitive_attr attributes(boolean relu) {
    primitive_attr attributes = new primitive_attr();
    if (relu) {
      post_ops chain = new post_ops();
      chain.append_eltwise(algorithm.eltwise_relu, 0, 0);
      attributes.set_post_ops(chain);
    }
    return attributes;
  }

  private memory flat(INDArray array) {
    return device.wrap(Descriptors.flat(array), array);
  }

  private static boolean sameMemory(INDArray a, INDArray b) {
    return a.data().addressPointer().address() == b.data().addressPointer().address();
  }

  /** The slope of a linear map, the scale of ELU's negative part, and 0 where there is none. */
  private static float slope(algorithm kind, double alpha) {
    boolean used =
        kind == algorithm.eltwise_linear
            || kind == algorithm.eltwise_elu
            || kind == algorithm.eltwise_elu_use_dst_for_bwd;
    return used ? (float) alpha : 0f;
  }

  private static algorithm algorithm(ActivationKind kind, boolean fromResult) {
    return switch (kind) {
      case RELU -> fromResult ? algorithm.eltwise_relu_use_dst_for_bwd : algorithm.eltwise_relu;
      case TANH -> fromResult ? algorithm.eltwise_tanh_use_dst_for_bwd : algorithm.eltwise_tanh;
      case SIGMOID ->
          fromResult ? algorithm.eltwise_logistic_use_dst_for_bwd : algorithm.eltwise_logistic;
      case ELU -> fromResult ? algorithm.eltwise_elu_use_dst_for_bwd : algorithm.eltwise_elu;
    };
  }
}
