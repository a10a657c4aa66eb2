// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.graph.op.ConvolutionGeometry;

/**
 * Descriptors of buffers, of float32 unless a type is given; oneDNN's logical order is batch,
 * channels, height, width.
 */
final class Descriptors {

  private Descriptors() {}

  static memory.desc images(long batch, long channels, long height, long width) {
    return of(memory.format_tag.nhwc, batch, channels, height, width);
  }

  /** An array with channels last, of any rank. */
  static memory.desc channelsLast(INDArray array) {
    return channelsLast(Arrays.stream(array.shape()).boxed().toList());
  }

  static memory.desc channelsLast(List<Long> shape) {
    long channels = shape.get(shape.size() - 1);
    long rows = shape.stream().reduce(1L, Math::multiplyExact) / channels;
    return shape.size() == 4
        ? images(shape.get(0), channels, shape.get(1), shape.get(2))
        : of(memory.format_tag.nc, rows, channels);
  }

  /** Kernels as ND4J holds them, [kh, kw, in, out]. */
  static memory.desc kernel(ConvolutionGeometry g) {
    return kernel(g, memory.format_tag.hwio, memory.data_type.f32);
  }

  /** Kernels in whatever layout oneDNN prefers. */
  static memory.desc anyKernel(ConvolutionGeometry g, memory.data_type type) {
    return kernel(g, memory.format_tag.any, type);
  }

  static memory.desc input(ConvolutionGeometry g, long batch, memory.data_type type) {
    return new memory.desc(
        new long[] {batch, g.inputChannels(), g.height(), g.width()}, type, memory.format_tag.nhwc);
  }

  static memory.desc output(ConvolutionGeometry g, long batch, memory.data_type type) {
    return new memory.desc(
        new long[] {batch, g.outputChannels(), g.outputHeight(), g.outputWidth()},
        type,
        memory.format_tag.nhwc);
  }

  static memory.desc row(long length) {
    return of(memory.format_tag.a, length);
  }

  /** A matrix stored row by row. */
  static memory.desc rows(long rows, long columns) {
    return of(memory.format_tag.ab, rows, columns);
  }

  static memory.desc matrix(INDArray array) {
    return rows(array.size(0), array.size(1));
  }

  /** The transpose of a matrix that is stored row by row. */
  static memory.desc transposed(INDArray array) {
    return of(memory.format_tag.ba, array.size(1), array.size(0));
  }

  static memory.desc flat(INDArray array) {
    return row(Math.max(1, array.length()));
  }

  private static memory.desc kernel(
      ConvolutionGeometry g, memory.format_tag tag, memory.data_type type) {
    return new memory.desc(
        new long[] {g.outputChannels(), g.inputChannels(), g.kernel(), g.kernel()}, type, tag);
  }

  private static memory.desc of(memory.format_tag tag, long... lengths) {
    return new memory.desc(lengths, memory.data_type.f32, tag);
  }
}
