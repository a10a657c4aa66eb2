// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.graph.op.ConvolutionGeometry;

/** Descriptors of float32 buffers; oneDNN's logical order is batch, channels, height, width. */
final class Descriptors {

  private Descriptors() {}

  static memory.desc images(long batch, long channels, long height, long width) {
    return of(memory.format_tag.nhwc, batch, channels, height, width);
  }

  /** An array with channels last. */
  static memory.desc channelsLast(INDArray array) {
    long[] shape = array.shape();
    return shape.length == 4
        ? images(shape[0], shape[3], shape[1], shape[2])
        : of(memory.format_tag.nc, shape[0], shape[1]);
  }

  /** Kernels as ND4J holds them, [kh, kw, in, out]. */
  static memory.desc kernel(ConvolutionGeometry g) {
    return of(
        memory.format_tag.hwio, g.outputChannels(), g.inputChannels(), g.kernel(), g.kernel());
  }

  /** Kernels in whatever layout oneDNN prefers. */
  static memory.desc anyKernel(ConvolutionGeometry g) {
    return of(memory.format_tag.any, g.outputChannels(), g.inputChannels(), g.kernel(), g.kernel());
  }

  static memory.desc input(ConvolutionGeometry g, long batch) {
    return images(batch, g.inputChannels(), g.height(), g.width());
  }

  static memory.desc output(ConvolutionGeometry g, long batch) {
    return images(batch, g.outputChannels(), g.outputHeight(), g.outputWidth());
  }

  static memory.desc row(long length) {
    return of(memory.format_tag.a, length);
  }

  /** A matrix, or its transpose, stored row by row. */
  static memory.desc matrix(long rows, long columns, boolean transposed) {
    return transposed
        ? of(memory.format_tag.ba, columns, rows)
        : of(memory.format_tag.ab, rows, columns);
  }

  static memory.desc flat(INDArray array) {
    return row(array.length());
  }

  private static memory.desc of(memory.format_tag tag, long... lengths) {
    return new memory.desc(lengths, memory.data_type.f32, tag);
  }
}
