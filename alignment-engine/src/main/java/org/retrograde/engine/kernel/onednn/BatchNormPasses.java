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
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.onednn.Device.Argument;

/**
 * Normalisation over all axes but the last, rectified or not. What was rectified is kept as one bit
 * a value in the workspace.
 */
record BatchNormPasses(Device device, double epsilon, boolean relu) {

  private static final int AFFINE =
      normalization_flags.use_scale.value | normalization_flags.use_shift.value;

  Kernel forward(BoundBuffers buffers) {
    memory.desc images = Descriptors.channelsLast(buffers.input(0));
    batch_normalization_forward.primitive_desc plan = plan(images);
    List<Argument> arguments =
        new ArrayList<>(
            List.of(
                new Argument(DNNL_ARG_SRC, device.wrap(images, buffers.input(0))),
                new Argument(DNNL_ARG_SCALE, row(buffers.input(1))),
                new Argument(DNNL_ARG_SHIFT, row(buffers.input(2))),
                new Argument(DNNL_ARG_DST, device.wrap(images, buffers.output(0))),
                new Argument(DNNL_ARG_MEAN, row(buffers.output(1))),
                new Argument(DNNL_ARG_VARIANCE, row(buffers.output(2)))));
    if (relu) {
      memory notes = device.wrap(plan.workspace_desc(), buffers.output(3));
      arguments.add(new Argument(DNNL_ARG_WORKSPACE, notes));
    }
    return call(new batch_normalization_forward(plan), arguments);
  }

  Kernel backward(BoundBuffers buffers) {
    memory.desc images = Descriptors.channelsLast(buffers.input(0));
    batch_normalization_forward.primitive_desc forward = plan(images);
    batch_normalization_backward.primitive_desc plan =
        new batch_normalization_backward.primitive_desc(
            device.cpu(),
            prop_kind.backward.value,
            images,
            images,
            images,
            (float) epsilon,
            flags(),
            forward);
    List<Argument> arguments =
        new ArrayList<>(
            List.of(
                new Argument(DNNL_ARG_SRC, device.wrap(images, buffers.input(0))),
                new Argument(DNNL_ARG_SCALE, row(buffers.input(1))),
                new Argument(DNNL_ARG_MEAN, row(buffers.input(2))),
                new Argument(DNNL_ARG_VARIANCE, row(buffers.input(3))),
                new Argument(DNNL_ARG_DIFF_DST, device.wrap(images, buffers.input(4))),
                new Argument(DNNL_ARG_DIFF_SRC, device.wrap(images, buffers.output(0))),
                new Argument(DNNL_ARG_DIFF_SCALE, row(buffers.output(1))),
                new Argument(DNNL_ARG_DIFF_SHIFT, row(buffers.output(2)))));
    if (relu) {
      memory notes = device.wrap(forward.workspace_desc(), buffers.input(6));
      arguments.add(new Argument(DNNL_ARG_WORKSPACE, notes));
    }
    return call(new batch_normalization_backward(plan), arguments);
  }

  /** With given statistics: inputs x, mean, variance, γ, β. */
  Kernel inference(BoundBuffers buffers) {
    memory.desc images = Descriptors.channelsLast(buffers.input(0));
    int given = flags() | normalization_flags.use_global_stats.value;
    batch_normalization_forward.primitive_desc plan =
        new batch_normalization_forward.primitive_desc(
            device.cpu(),
            prop_kind.forward_inference.value,
            images,
            images,
            (float) epsilon,
            given);
    return device.call(
        new batch_normalization_forward(plan),
        new Argument(DNNL_ARG_SRC, device.wrap(images, buffers.input(0))),
        new Argument(DNNL_ARG_MEAN, row(buffers.input(1))),
        new Argument(DNNL_ARG_VARIANCE, row(buffers.input(2))),
        new Argument(DNNL_ARG_SCALE, row(buffers.input(3))),
        new Argument(DNNL_ARG_SHIFT, row(buffers.input(4))),
        new Argument(DNNL_ARG_DST, device.wrap(images, buffers.output(0))));
  }

  /** How many numbers the workspace takes. */
  long notesLength(memory.desc images) {
    long bytes = plan(images).workspace_desc().get_size();
    return (bytes + Float.BYTES - 1) / Float.BYTES;
  }

  private Kernel call(org.bytedeco.dnnl.primitive operation, List<Argument> arguments) {
    return device.call(operation, arguments.toArray(Argument[]::new));
  }

  private int flags() {
    return relu ? AFFINE | normalization_flags.fuse_norm_relu.value : AFFINE;
  }

  private batch_normalization_forward.primitive_desc plan(memory.desc images) {
    return new batch_normalization_forward.primitive_desc(
        device.cpu(), prop_kind.forward_training.value, images, images, (float) epsilon, flags());
  }

  private memory row(INDArray array) {
    return device.wrap(Descriptors.row(array.length()), array);
  }
}
