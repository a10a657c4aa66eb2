// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Epilogue;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.onednn.Device.Argument;

/**
 * The three passes of one convolution, each on its own.
 *
 * <p>Packed operands lie as oneDNN likes them best for the pass, and have the type of the device's
 * products; plain ones are NHWC and {@code [kh, kw, in, out]} in float32, for which slower code may
 * serve. What comes out is float32 in either case.
 */
final class ConvolutionPasses {

  private final Device device;
  private final ConvolutionGeometry geometry;
  private final memory.data_type operandType;
  private final memory.desc input;
  private final memory.desc output;
  private final memory.desc inputSide;
  private final memory.desc outputSide;
  private final memory.desc kernel;
  private final memory.desc gradient;
  private final long[] strides;
  private final long[] before;
  private final long[] after;

  ConvolutionPasses(Device device, ConvolutionGeometry geometry, long batch, boolean packed) {
    this.device = device;
    this.geometry = geometry;
    memory.data_type single = memory.data_type.f32;
    operandType = packed ? device.products() : single;
    input = Descriptors.input(geometry, batch, operandType);
    output = Descriptors.output(geometry, batch, operandType);
    inputSide = Descriptors.input(geometry, batch, single);
    outputSide = Descriptors.output(geometry, batch, single);
    kernel = packed ? Descriptors.anyKernel(geometry, operandType) : Descriptors.kernel(geometry);
    gradient = packed ? Descriptors.anyKernel(geometry, single) : Descriptors.kernel(geometry);
    strides = new long[] {geometry.stride(), geometry.stride()};
    before = new long[] {geometry.borders().top(), geometry.borders().left()};
    after = new long[] {geometry.borders().bottom(), geometry.borders().right()};
  }

  Kernel forward(Epilogue epilogue, BoundBuffers buffers) {
    convolution_forward.primitive_desc plan = forwardPlan(epilogue);
    Argument[] arguments =
        Epilogues.arguments(
            device,
            epilogue,
            buffers,
            bias(),
            outputSide,
            new Argument(DNNL_ARG_SRC, device.wrap(input, buffers.input(0))),
            new Argument(DNNL_ARG_WEIGHTS, device.wrap(plan.weights_desc(), buffers.input(1))),
            new Argument(DNNL_ARG_DST, device.wrap(outputSide, buffers.output(0))));
    return device.call(new convolution_forward(plan), arguments);
  }

  Kernel adjoint(INDArray weights, INDArray d, INDArray error) {
    convolution_backward_data.primitive_desc plan = adjointPlan();
    return device.call(
        new convolution_backward_data(plan),
        new Argument(DNNL_ARG_DIFF_DST, device.wrap(output, d)),
        new Argument(DNNL_ARG_WEIGHTS, device.wrap(plan.weights_desc(), weights)),
        new Argument(DNNL_ARG_DIFF_SRC, device.wrap(inputSide, error)));
  }

  Kernel filterGradient(INDArray x, INDArray d, INDArray result) {
    convolution_backward_weights.primitive_desc plan = filterGradientPlan();
    return device.call(
        new convolution_backward_weights(plan),
        new Argument(DNNL_ARG_SRC, device.wrap(input, x)),
        new Argument(DNNL_ARG_DIFF_DST, device.wrap(output, d)),
        new Argument(DNNL_ARG_DIFF_WEIGHTS, device.wrap(plan.diff_weights_desc(), result)));
  }

  /** The images of the input side as the passes read them. */
  memory.desc input() {
    return input;
  }

  /** The images of the output side as the backward passes read them. */
  memory.desc output() {
    return output;
  }

  /** The kernel as the forward pass reads it. */
  memory.desc forwardKernel(Epilogue epilogue) {
    return forwardPlan(epilogue).weights_desc();
  }

  /** The kernel as the adjoint reads it. */
  memory.desc adjointKernel() {
    return adjointPlan().weights_desc();
  }

  /** The kernel-shaped result of the filter gradient. */
  memory.desc gradient() {
    return filterGradientPlan().diff_weights_desc();
  }

  private memory.desc bias() {
    return Descriptors.row(geometry.outputChannels());
  }

  private convolution_forward.primitive_desc forwardPlan(Epilogue epilogue) {
    if (epilogue.bias()) {
      return new convolution_forward.primitive_desc(
          device.cpu(),
          prop_kind.forward_training,
          algorithm.convolution_direct,
          input,
          kernel,
          bias(),
          outputSide,
          strides,
          before,
          after,
          Epilogues.attributes(epilogue, outputSide),
          false);
    }
    return new convolution_forward.primitive_desc(
        device.cpu(),
        prop_kind.forward_training,
        algorithm.convolution_direct,
        input,
        kernel,
        outputSide,
        strides,
        before,
        after,
        Epilogues.attributes(epilogue, outputSide),
        false);
  }

  private convolution_backward_data.primitive_desc adjointPlan() {
    return new convolution_backward_data.primitive_desc(
        device.cpu(),
        algorithm.convolution_direct,
        inputSide,
        kernel,
        output,
        strides,
        before,
        after,
        hint());
  }

  private convolution_backward_weights.primitive_desc filterGradientPlan() {
    return new convolution_backward_weights.primitive_desc(
        device.cpu(),
        algorithm.convolution_direct,
        input,
        gradient,
        output,
        strides,
        before,
        after,
        hint());
  }

  /** The forward pass that a backward pass belongs to; oneDNN asks for one. */
  private convolution_forward.primitive_desc hint() {
    return new convolution_forward.primitive_desc(
        device.cpu(),
        prop_kind.forward_training,
        algorithm.convolution_direct,
        input,
        Descriptors.anyKernel(geometry, operandType),
        output,
        strides,
        before,
        after);
  }
}
