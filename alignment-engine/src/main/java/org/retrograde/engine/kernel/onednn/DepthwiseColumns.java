// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import java.util.List;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;
import org.retrograde.api.graph.op.Borders;
import org.retrograde.api.graph.op.DepthwiseGeometry;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.onednn.Device.Argument;

/**
 * The filter gradient of some neighbouring columns of a depthwise kernel: a convolution of its own
 * over the columns of the image that these meet, with zeros where they meet none.
 */
final class DepthwiseColumns {

  private final Device device;
  private final DepthwiseGeometry geometry;
  private final int from;
  private final int width;
  private final int first;
  private final int last;

  /**
   * Chooses the columns.
   *
   * @param from the first of the kernel's columns
   * @param width how many
   */
  DepthwiseColumns(Device device, DepthwiseGeometry geometry, int from, int width) {
    this.device = device;
    this.geometry = geometry;
    this.from = from;
    this.width = width;
    int start = start();
    first = Math.max(0, start);
    last = Math.min(geometry.width(), start + met());
  }

  /** The column of the image that the first of these columns meets first. */
  private int start() {
    return from - geometry.borders().left();
  }

  /** Columns of the image, zeros included, that these columns meet. */
  private int met() {
    return geometry.width() + width - 1;
  }

  Kernel gradient(memory x, memory d, memory result) {
    memory target =
        part(
            result,
            new long[] {geometry.channels(), 1, 1, geometry.kernel(), width},
            new long[] {0, 0, 0, 0, from});
    if (first >= last) {
      memory zeros = zeros(kernel(memory.format_tag.hwigo));
      return device.reorder(zeros, target);
    }
    long batch = x.get_desc().get_dims().get(0);
    memory cut = zeros(images(batch, met()));
    long[] lengths = {batch, geometry.channels(), geometry.height(), last - first};
    Kernel copy =
        device.reorder(
            part(x, lengths, new long[] {0, 0, 0, first}),
            part(cut, lengths, new long[] {0, 0, 0, first - start()}));
    convolution_backward_weights.primitive_desc plan = plan(batch);
    memory gradient = new memory(plan.diff_weights_desc(), device.cpu());
    Kernel pass =
        device.call(
            new convolution_backward_weights(plan),
            new Argument(DNNL_ARG_SRC, cut),
            new Argument(DNNL_ARG_DIFF_DST, d),
            new Argument(DNNL_ARG_DIFF_WEIGHTS, gradient));
    return Device.all(List.of(copy, pass, device.reorder(gradient, target)));
  }

  private convolution_backward_weights.primitive_desc plan(long batch) {
    memory.desc input = images(batch, met());
    memory.desc output = images(batch, geometry.width());
    memory.desc kernel = kernel(memory.format_tag.any);
    Borders borders = geometry.borders();
    long[] strides = {1, 1};
    long[] before = {borders.top(), 0};
    long[] after = {borders.bottom(), 0};
    convolution_forward.primitive_desc hint =
        new convolution_forward.primitive_desc(
            device.cpu(),
            prop_kind.forward_training,
            algorithm.convolution_direct,
            input,
            kernel,
            output,
            strides,
            before,
            after);
    return new convolution_backward_weights.primitive_desc(
        device.cpu(),
        algorithm.convolution_direct,
        input,
        kernel,
        output,
        strides,
        before,
        after,
        hint);
  }

  private memory.desc images(long batch, long columns) {
    return Descriptors.images(batch, geometry.channels(), geometry.height(), columns);
  }

  private memory.desc kernel(memory.format_tag tag) {
    return new memory.desc(
        new long[] {geometry.channels(), 1, 1, geometry.kernel(), width},
        memory.data_type.f32,
        tag);
  }

  private memory part(memory whole, long[] lengths, long[] offsets) {
    memory.desc part = whole.get_desc().submemory_desc(lengths, offsets);
    return new memory(part, device.cpu(), whole.get_data_handle());
  }

  private memory zeros(memory.desc descriptor) {
    memory zeros = new memory(descriptor, device.cpu());
    Pointer.memset(zeros.get_data_handle(), 0, descriptor.get_size());
    return zeros;
  }
}
