// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.layer_normalization_backward;
import org.bytedeco.dnnl.layer_normalization_forward;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.onednn.Device.Argument;

/** oneDNN's layer normalisation, without scale and shift, of whole examples. */
record StandardizationPasses(Device device, double epsilon) {

  Kernel forward(BoundBuffers b) {
    return forward(b.input(0), b.output(0), prop_kind.forward_inference);
  }

  /** Statistics are computed anew: cheaper than keeping them for each step of an unrolled graph. */
  Kernel backward(BoundBuffers b) {
    memory.desc rows = rows(b.input(0));
    layer_normalization_forward.primitive_desc hint = plan(rows, prop_kind.forward_training);
    layer_normalization_backward.primitive_desc plan =
        new layer_normalization_backward.primitive_desc(
            device.cpu(),
            prop_kind.backward_data,
            rows,
            rows,
            rows,
            (float) epsilon,
            normalization_flags.none,
            hint);
    memory mean = new memory(hint.mean_desc(), device.cpu());
    memory variance = new memory(hint.variance_desc(), device.cpu());
    memory x = device.wrap(rows, b.input(0));
    memory dx = device.wrap(rows, b.output(0));
    Kernel statistics =
        device.call(
            new layer_normalization_forward(hint),
            new Argument(DNNL_ARG_SRC, x),
            new Argument(DNNL_ARG_DST, dx),
            new Argument(DNNL_ARG_MEAN, mean),
            new Argument(DNNL_ARG_VARIANCE, variance));
    Kernel gradient =
        device.call(
            new layer_normalization_backward(plan),
            new Argument(DNNL_ARG_SRC, x),
            new Argument(DNNL_ARG_MEAN, mean),
            new Argument(DNNL_ARG_VARIANCE, variance),
            new Argument(DNNL_ARG_DIFF_DST, device.wrap(rows, b.input(1))),
            new Argument(DNNL_ARG_DIFF_SRC, dx));
    return Device.all(List.of(statistics, gradient));
  }

  private Kernel forward(INDArray x, INDArray y, prop_kind kind) {
    memory.desc rows = rows(x);
    return device.call(
        new layer_normalization_forward(plan(rows, kind)),
        new Argument(DNNL_ARG_SRC, device.wrap(rows, x)),
        new Argument(DNNL_ARG_DST, device.wrap(rows, y)));
  }

  private layer_normalization_forward.primitive_desc plan(memory.desc rows, prop_kind kind) {
    return new layer_normalization_forward.primitive_desc(
        device.cpu(), kind, rows, rows, (float) epsilon, normalization_flags.none);
  }

  private static memory.desc rows(INDArray batch) {
    return Descriptors.rows(batch.size(0), batch.length() / batch.size(0));
  }
}
