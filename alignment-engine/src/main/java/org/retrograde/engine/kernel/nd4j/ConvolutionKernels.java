// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;

/**
 * The convolution passes. ND4J has both gradients in one operation only, so one alone pays for the
 * other.
 */
final class ConvolutionKernels {

  private ConvolutionKernels() {}

  static Kernel forward(ConvolutionGeometry geometry, BoundBuffers buffers) {
    return NativeCall.of("conv2d")
        .integers(arguments(geometry))
        .over(buffers.inputs(), buffers.outputs());
  }

  static Kernel backward(ConvolutionGeometry geometry, BoundBuffers buffers) {
    return NativeCall.of("conv2d_bp")
        .integers(arguments(geometry))
        .over(buffers.inputs(), buffers.outputs());
  }

  static Kernel adjoint(ConvolutionGeometry geometry, BoundBuffers buffers) {
    INDArray kernel = buffers.input(0);
    INDArray error = buffers.output(0);
    return NativeCall.of("conv2d_bp")
        .integers(arguments(geometry))
        .over(
            List.of(zerosLike(error), kernel, buffers.input(1)), List.of(error, zerosLike(kernel)));
  }

  static Kernel filterGradient(ConvolutionGeometry geometry, BoundBuffers buffers) {
    INDArray x = buffers.input(0);
    INDArray gradient = buffers.output(0);
    return NativeCall.of("conv2d_bp")
        .integers(arguments(geometry))
        .over(List.of(x, zerosLike(gradient), buffers.input(1)), List.of(zerosLike(x), gradient));
  }

  private static INDArray zerosLike(INDArray array) {
    return Nd4j.create(array.dataType(), array.shape());
  }

  /**
   * Kernel, stride, padding and dilation, each twice; explicit padding; NHWC; kernels [kh, kw, in,
   * out].
   */
  private static long[] arguments(ConvolutionGeometry g) {
    return new long[] {
      g.kernel(), g.kernel(), g.stride(), g.stride(), g.padding(), g.padding(), 1, 1, 0, 1, 0
    };
  }
}
