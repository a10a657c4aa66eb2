// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.onednn.Device.Argument;

/** Pooling and its gradient; the places of the maxima are kept in the workspace. */
final class PoolingPasses {

  private final Device device;
  private final boolean maximum;
  private final memory.desc input;
  private final memory.desc output;
  private final algorithm kind;
  private final long[] strides;
  private final long[] window;
  private final long[] before;
  private final long[] after;

  PoolingPasses(Device device, ConvolutionGeometry geometry, boolean maximum, long batch) {
    this.device = device;
    this.maximum = maximum;
    input = Descriptors.input(geometry, batch, memory.data_type.f32);
    output = Descriptors.output(geometry, batch, memory.data_type.f32);
    kind = maximum ? algorithm.pooling_max : algorithm.pooling_avg_include_padding;
    strides = new long[] {geometry.stride(), geometry.stride()};
    window = new long[] {geometry.kernel(), geometry.kernel()};
    before = new long[] {geometry.borders().top(), geometry.borders().left()};
    after = new long[] {geometry.borders().bottom(), geometry.borders().right()};
  }

  Kernel forward(BoundBuffers buffers) {
    boolean differentiated = buffers.outputs().size() > 1;
    pooling_forward.primitive_desc plan = plan(differentiated || !maximum);
    Argument source = new Argument(DNNL_ARG_SRC, device.wrap(input, buffers.input(0)));
    Argument result = new Argument(DNNL_ARG_DST, device.wrap(output, buffers.output(0)));
    if (!differentiated) {
      return device.call(new pooling_forward(plan), source, result);
    }
    memory notes = device.wrap(plan.workspace_desc(), buffers.output(1));
    return device.call(
        new pooling_forward(plan), source, result, new Argument(DNNL_ARG_WORKSPACE, notes));
  }

  /** Empty if maxima were not kept. */
  Optional<Kernel> backward(BoundBuffers buffers) {
    pooling_forward.primitive_desc forward = plan(true);
    pooling_backward.primitive_desc plan =
        new pooling_backward.primitive_desc(
            device.cpu(), kind, input, output, strides, window, dilation(), before, after, forward);
    Argument error = new Argument(DNNL_ARG_DIFF_DST, device.wrap(output, buffers.input(1)));
    Argument result = new Argument(DNNL_ARG_DIFF_SRC, device.wrap(input, buffers.output(0)));
    if (!maximum) {
      return Optional.of(device.call(new pooling_backward(plan), error, result));
    } else if (buffers.inputs().size() < 3) {
      return Optional.empty();
    }
    memory notes = device.wrap(forward.workspace_desc(), buffers.input(2));
    return Optional.of(
        device.call(
            new pooling_backward(plan), error, result, new Argument(DNNL_ARG_WORKSPACE, notes)));
  }

  /** How many numbers the workspace takes. */
  long notesLength() {
    return maximum ? (plan(true).workspace_desc().get_size() + Float.BYTES - 1) / Float.BYTES : 0;
  }

  private pooling_forward.primitive_desc plan(boolean training) {
    return new pooling_forward.primitive_desc(
        device.cpu(),
        training ? prop_kind.forward_training : prop_kind.forward_inference,
        kind,
        input,
        output,
        strides,
        window,
        dilation(),
        before,
        after);
  }

  /** oneDNN counts the pixels that are skipped. */
  private static long[] dilation() {
    return new long[] {0, 0};
  }
}
