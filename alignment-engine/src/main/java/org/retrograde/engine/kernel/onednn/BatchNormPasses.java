// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;

import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.onednn.Device.Argument;

/** Training batch normalisation over all axes but the last. */
final class BatchNormPasses {

  private static final int FLAGS =
      normalization_flags.use_scale.value | normalization_flags.use_shift.value;

  private final Device device;
  private final double epsilon;

  BatchNormPasses(Device device, double epsilon) {
    this.device = device;
    this.epsilon = epsilon;
  }

  Kernel forward(BoundBuffers buffers) {
    memory.desc images = Descriptors.channelsLast(buffers.input(0));
    return device.call(
        new batch_normalization_forward(plan(images)),
        new Argument(DNNL_ARG_SRC, device.wrap(images, buffers.input(0))),
        new Argument(DNNL_ARG_SCALE, row(buffers.input(1))),
        new Argument(DNNL_ARG_SHIFT, row(buffers.input(2))),
        new Argument(DNNL_ARG_DST, device.wrap(images, buffers.output(0))),
        new Argument(DNNL_ARG_MEAN, row(buffers.output(1))),
        new Argument(DNNL_ARG_VARIANCE, row(buffers.output(2))));
  }

  Kernel backward(BoundBuffers buffers) {
    memory.desc images = Descriptors.channelsLast(buffers.input(0));
    batch_normalization_backward.primitive_desc plan =
        new batch_normalization_backward.primitive_desc(
            device.cpu(),
            prop_kind.backward.value,
            images,
            images,
            images,
            (float) epsilon,
            FLAGS,
            plan(images));
    return device.call(
        new batch_normalization_backward(plan),
        new Argument(DNNL_ARG_SRC, device.wrap(images, buffers.input(0))),
        new Argument(DNNL_ARG_SCALE, row(buffers.input(1))),
        new Argument(DNNL_ARG_MEAN, row(buffers.input(2))),
        new Argument(DNNL_ARG_VARIANCE, row(buffers.input(3))),
        new Argument(DNNL_ARG_DIFF_DST, device.wrap(images, buffers.input(4))),
        new Argument(DNNL_ARG_DIFF_SRC, device.wrap(images, buffers.output(0))),
        new Argument(DNNL_ARG_DIFF_SCALE, row(buffers.output(1))),
        new Argument(DNNL_ARG_DIFF_SHIFT, row(buffers.output(2))));
  }

  private batch_normalization_forward.primitive_desc plan(memory.desc images) {
    return new batch_normalization_forward.primitive_desc(
        device.cpu(), prop_kind.forward_training.value, images, images, (float) epsilon, FLAGS);
  }

  private memory row(INDArray array) {
    return device.wrap(Descriptors.row(array.length()), array);
  }
}
