// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.Optional;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.onednn.Device.Argument;

/** The three passes of one convolution, each on its own. */
final class ConvolutionPasses {

  private final Device device;
  private final ConvolutionGeometry geometry;
  private final memory.desc input;
  private final memory.desc output;
  private final long[] strides;
  private final long[] padding;

  ConvolutionPasses(Device device, ConvolutionGeometry geometry, long batch) {
    this.device = device;
    this.geometry = geometry;
    input = Descriptors.input(geometry, batch);
    output = Descriptors.output(geometry, batch);
    strides = new long[] {geometry.stride(), geometry.stride()};
    padding = new long[] {geometry.padding(), geometry.padding()};
  }

  Kernel forward(INDArray x, INDArray kernel, INDArray y) {
    convolution_forward.primitive_desc plan = plan();
    Laid weights = laid(kernel, plan.weights_desc());
    Kernel convolve =
        device.call(
            new convolution_forward(plan),
            new Argument(DNNL_ARG_SRC, device.wrap(input, x)),
            new Argument(DNNL_ARG_WEIGHTS, weights.values()),
            new Argument(DNNL_ARG_DST, device.wrap(output, y)));
    return weights.before(convolve);
  }

  Kernel adjoint(INDArray kernel, INDArray d, INDArray error) {
    convolution_backward_data.primitive_desc plan =
        new convolution_backward_data.primitive_desc(
            device.cpu(),
            algorithm.convolution_direct,
            input,
            Descriptors.anyKernel(geometry),
            output,
            strides,
            padding,
            padding,
            plan());
    Laid weights = laid(kernel, plan.weights_desc());
    Kernel convolve =
        device.call(
            new convolution_backward_data(plan),
            new Argument(DNNL_ARG_DIFF_DST, device.wrap(output, d)),
            new Argument(DNNL_ARG_WEIGHTS, weights.values()),
            new Argument(DNNL_ARG_DIFF_SRC, device.wrap(input, error)));
    return weights.before(convolve);
  }

  Kernel filterGradient(INDArray x, INDArray d, INDArray gradient) {
    convolution_backward_weights.primitive_desc plan =
        new convolution_backward_weights.primitive_desc(
            device.cpu(),
            algorithm.convolution_direct,
            input,
            Descriptors.anyKernel(geometry),
            output,
            strides,
            padding,
            padding,
            plan());
    memory.desc plain = Descriptors.kernel(geometry);
    memory target = device.wrap(plain, gradient);
    boolean direct = plain.equals(plan.diff_weights_desc());
    memory result = direct ? target : device.allocate(plan.diff_weights_desc());
    Kernel convolve =
        device.call(
            new convolution_backward_weights(plan),
            new Argument(DNNL_ARG_SRC, device.wrap(input, x)),
            new Argument(DNNL_ARG_DIFF_DST, device.wrap(output, d)),
            new Argument(DNNL_ARG_DIFF_WEIGHTS, result));
    return direct ? convolve : inTurn(convolve, device.reorder(result, target));
  }

  static Kernel inTurn(Kernel first, Kernel second) {
    return () -> {
      first.run();
      second.run();
    };
  }

  private convolution_forward.primitive_desc plan() {
    return new convolution_forward.primitive_desc(
        device.cpu(),
        prop_kind.forward_training,
        algorithm.convolution_direct,
        input,
        Descriptors.anyKernel(geometry),
        output,
        strides,
        padding,
        padding);
  }

  /** A kernel in the layout that a pass prefers. */
  private record Laid(memory values, Optional<Kernel> reorder) {
    Kernel before(Kernel pass) {
      return reorder.map(first -> inTurn(first, pass)).orElse(pass);
    }
  }

  private Laid laid(INDArray kernel, memory.desc preferred) {
    memory.desc plain = Descriptors.kernel(geometry);
    memory source = device.wrap(plain, kernel);
    if (plain.equals(preferred)) {
      return new Laid(source, Optional.empty());
    }
    memory copy = device.allocate(preferred);
    return new Laid(copy, Optional.of(device.reorder(source, copy)));
  }
}
