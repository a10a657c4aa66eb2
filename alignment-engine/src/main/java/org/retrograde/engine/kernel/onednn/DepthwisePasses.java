// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.graph.op.Borders;
import org.retrograde.api.graph.op.DepthwiseGeometry;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.Operation;
import org.retrograde.engine.kernel.onednn.Device.Argument;

/**
 * The three passes of a depthwise convolution: one with as many groups as channels. Kernels, which
 * are small, are brought into oneDNN's form, and back, within the pass.
 */
final class DepthwisePasses {

  /** The widest kernel whose filter gradient oneDNN has fast code for, in NHWC. */
  private static final int WIDEST_FAST = 3;

  /** Columns at a time of wider kernels. */
  private static final int COLUMNS = 2;

  private final Device device;
  private final DepthwiseGeometry geometry;
  private final memory.desc images;
  private final memory.desc plainKernel;
  private final memory.desc kernel;
  private final long[] strides = {1, 1};
  private final long[] before;
  private final long[] after;

  private DepthwisePasses(Device device, DepthwiseGeometry g, long batch) {
    this.device = device;
    geometry = g;
    images = Descriptors.images(batch, g.channels(), g.height(), g.width());
    plainKernel = kernel(g, memory.format_tag.hwigo);
    kernel = kernel(g, memory.format_tag.any);
    Borders borders = g.borders();
    before = new long[] {borders.top(), borders.left()};
    after = new long[] {borders.bottom(), borders.right()};
  }

  static Optional<Kernel> of(Device device, Operation operation, BoundBuffers b) {
    if (operation instanceof Operation.Depthwise c) {
      return Optional.of(passes(device, c.geometry(), b.input(0)).forward(b));
    } else if (operation instanceof Operation.DepthwiseAdjoint c) {
      return Optional.of(passes(device, c.geometry(), b.input(1)).adjoint(b));
    } else if (operation instanceof Operation.DepthwiseFilterGradient c) {
      return Optional.of(passes(device, c.geometry(), b.input(0)).filterGradient(b));
    }
    return Optional.empty();
  }

  private static DepthwisePasses passes(Device device, DepthwiseGeometry g, INDArray images) {
    return new DepthwisePasses(device, g, images.size(0));
  }

  /** [groups, 1, 1, kh, kw] to oneDNN. */
  static memory.desc kernel(DepthwiseGeometry g, memory.format_tag tag) {
    return new memory.desc(
        new long[] {g.channels(), 1, 1, g.kernel(), g.kernel()}, memory.data_type.f32, tag);
  }

  private Kernel forward(BoundBuffers b) {
    convolution_forward.primitive_desc plan = forwardPlan();
    memory weights = new memory(plan.weights_desc(), device.cpu());
    Kernel pass =
        device.call(
            new convolution_forward(plan),
            new Argument(DNNL_ARG_SRC, device.wrap(images, b.input(0))),
            new Argument(DNNL_ARG_WEIGHTS, weights),
            new Argument(DNNL_ARG_DST, device.wrap(images, b.output(0))));
    return Device.all(List.of(device.reorder(plain(b.input(1)), weights), pass));
  }

  private Kernel adjoint(BoundBuffers b) {
    convolution_backward_data.primitive_desc plan =
        new convolution_backward_data.primitive_desc(
            device.cpu(),
            algorithm.convolution_direct,
            images,
            kernel,
            images,
            strides,
            before,
            after,
            forwardPlan());
    memory weights = new memory(plan.weights_desc(), device.cpu());
    Kernel pass =
        device.call(
            new convolution_backward_data(plan),
            new Argument(DNNL_ARG_DIFF_DST, device.wrap(images, b.input(1))),
            new Argument(DNNL_ARG_WEIGHTS, weights),
            new Argument(DNNL_ARG_DIFF_SRC, device.wrap(images, b.output(0))));
    return Device.all(List.of(device.reorder(plain(b.input(0)), weights), pass));
  }

  /** Wider kernels would take slow code: their columns are done a few at a time. */
  private Kernel filterGradient(BoundBuffers b) {
    int columns = geometry.kernel() <= WIDEST_FAST ? geometry.kernel() : COLUMNS;
    memory x = device.wrap(images, b.input(0));
    memory d = device.wrap(images, b.input(1));
    memory result = plain(b.output(0));
    List<Kernel> blocks = new ArrayList<>();
    for (int from = 0; from < geometry.kernel(); from += columns) {
      int width = Math.min(columns, geometry.kernel() - from);
      blocks.add(new DepthwiseColumns(device, geometry, from, width).gradient(x, d, result));
    }
    return Device.all(blocks);
  }

  private memory plain(INDArray array) {
    return device.wrap(plainKernel, array);
  }

  private convolution_forward.primitive_desc forwardPlan() {
    return new convolution_forward.primitive_desc(
        device.cpu(),
        prop_kind.forward_training,
        algorithm.convolution_direct,
        images,
        kernel,
        images,
        strides,
        before,
        after);
  }
}
