// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.graph.op.DepthwiseGeometry;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.Operation;

/** Depthwise convolutions; ND4J has both gradients in one operation only. */
final class DepthwiseKernels {

  private DepthwiseKernels() {}

  static Optional<Kernel> of(Operation operation, BoundBuffers buffers) {
    if (operation instanceof Operation.Depthwise c) {
      return Optional.of(
          call("depthwise_conv2d", c.geometry(), buffers.inputs(), buffers.outputs()));
    } else if (operation instanceof Operation.DepthwiseAdjoint c) {
      INDArray kernel = buffers.input(0);
      INDArray error = buffers.output(0);
      return Optional.of(
          call(
              "depthwise_conv2d_bp",
              c.geometry(),
              List.of(zerosLike(error), kernel, buffers.input(1)),
              List.of(error, zerosLike(kernel))));
    } else if (operation instanceof Operation.DepthwiseFilterGradient c) {
      INDArray x = buffers.input(0);
      INDArray gradient = buffers.output(0);
      return Optional.of(
          call(
              "depthwise_conv2d_bp",
              c.geometry(),
              List.of(x, zerosLike(gradient), buffers.input(1)),
              List.of(zerosLike(x), gradient)));
    }
    return Optional.empty();
  }

  private static INDArray zerosLike(INDArray array) {
    return Nd4j.create(array.dataType(), array.shape());
  }

  /**
   * Arguments are kernel, stride, padding and dilation, each twice; padding SAME; NHWC; kernels
   * [kh, kw, channels, 1].
   */
  private static Kernel call(
      String name, DepthwiseGeometry g, List<INDArray> inputs, List<INDArray> outputs) {
    return NativeCall.of(name)
        .integers(g.kernel(), g.kernel(), 1, 1, 0, 0, 1, 1, 1, 1, 0)
        .over(inputs, outputs);
  }
}
