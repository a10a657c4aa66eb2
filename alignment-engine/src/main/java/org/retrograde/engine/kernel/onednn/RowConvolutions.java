// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.Winograd;
import org.retrograde.engine.kernel.onednn.Device.Argument;

/**
 * The convolutions along columns in the middle of Winograd's method: for each of the six points,
 * all rows of all images with a kernel of one row, from one side of a convolution to the other.
 *
 * <p>Rows do not meet, so they are given as those of one tall image: many images of one row each
 * double the time of filter gradients.
 */
final class RowConvolutions {

  private final Device device;
  private final memory.desc input;
  private final memory.desc output;
  private final memory.desc kernel;
  private final long inputPoint;
  private final long outputPoint;
  private final long[] strides = {1, 1};
  private final long[] padding = {0, 1};

  /**
   * Plans the convolutions.
   *
   * @param rows rows of one point
   * @param adjoint whether they go from the output side to the input side
   */
  RowConvolutions(Device device, ConvolutionGeometry g, long rows, boolean adjoint) {
    this.device = device;
    long inputs = adjoint ? g.outputChannels() : g.inputChannels();
    long outputs = adjoint ? g.inputChannels() : g.outputChannels();
    input = Descriptors.images(1, inputs, rows, g.width());
    output = Descriptors.images(1, outputs, rows, g.width());
    kernel =
        new memory.desc(
            new long[] {outputs, inputs, 1, Winograd.TAPS},
            memory.data_type.f32,
            memory.format_tag.any);
    inputPoint = rows * g.width() * inputs;
    outputPoint = rows * g.width() * outputs;
  }

  /**
   * The six convolutions.
   *
   * @param from where the six sets of rows begin in the scratch row
   * @param to where those of the results begin
   */
  Kernel forward(INDArray scratch, INDArray kernels, long from, long to) {
    convolution_forward.primitive_desc plan = forwardPlan();
    convolution_forward pass = new convolution_forward(plan);
    long kernelPoint = kernels.length() / Winograd.POINTS;
    List<Kernel> calls = new ArrayList<>();
    for (int i = 0; i < Winograd.POINTS; i++) {
      memory weights = device.wrap(plan.weights_desc(), kernels, i * kernelPoint);
      calls.add(
          device.call(
              pass,
              new Argument(DNNL_ARG_SRC, device.wrap(input, scratch, from + i * inputPoint)),
              new Argument(DNNL_ARG_WEIGHTS, weights),
              new Argument(DNNL_ARG_DST, device.wrap(output, scratch, to + i * outputPoint))));
    }
    return Device.all(calls);
  }

  /**
   * The six filter gradients.
   *
   * @param from where the six sets of rows of the input side begin in the scratch row
   * @param errors where those of the output side begin
   * @param kernels where the results go
   * @param first the first of the six among the kernels
   */
  Kernel filterGradient(INDArray scratch, long from, long errors, INDArray kernels, long first) {
    convolution_backward_weights.primitive_desc plan = gradientPlan();
    convolution_backward_weights pass = new convolution_backward_weights(plan);
    long length = plan.diff_weights_desc().get_size() / Float.BYTES;
    List<Kernel> calls = new ArrayList<>();
    for (int i = 0; i < Winograd.POINTS; i++) {
      memory rows = device.wrap(input, scratch, from + i * inputPoint);
      memory error = device.wrap(output, scratch, errors + i * outputPoint);
      memory result = device.wrap(plan.diff_weights_desc(), kernels, (first + i) * length);
      calls.add(
          device.call(
              pass,
              new Argument(DNNL_ARG_SRC, rows),
              new Argument(DNNL_ARG_DIFF_DST, error),
              new Argument(DNNL_ARG_DIFF_WEIGHTS, result)));
    }
    return Device.all(calls);
  }

  /** One of the six kernels as the forward pass reads it. */
  memory.desc forwardKernel() {
    return forwardPlan().weights_desc();
  }

  /** One of the six kernels as the filter gradient writes it. */
  memory.desc gradientKernel() {
    return gradientPlan().diff_weights_desc();
  }

  private convolution_forward.primitive_desc forwardPlan() {
    return new convolution_forward.primitive_desc(
        device.cpu(),
        prop_kind.forward_training,
        algorithm.convolution_direct,
        input,
        kernel,
        output,
        strides,
        padding,
        padding);
  }

  private convolution_backward_weights.primitive_desc gradientPlan() {
    return new convolution_backward_weights.primitive_desc(
        device.cpu(),
        algorithm.convolution_direct,
        input,
        kernel,
        output,
        strides,
        padding,
        padding,
        forwardPlan());
  }
}
