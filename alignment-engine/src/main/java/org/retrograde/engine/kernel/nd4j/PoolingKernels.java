// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.Operation;

/** Pooling and its gradient; ND4J finds the places of the maxima again. */
final class PoolingKernels {

  private PoolingKernels() {}

  static Kernel forward(Operation.Pooling pooling, BoundBuffers buffers) {
    return call(pooling.maximum() ? "maxpool2d" : "avgpool2d", pooling.window())
        .over(buffers.inputs(), buffers.outputs().subList(0, 1));
  }

  static Kernel backward(Operation.PoolingGradient pooling, BoundBuffers buffers) {
    return call(pooling.maximum() ? "maxpool2d_bp" : "avgpool2d_bp", pooling.window())
        .over(buffers.inputs().subList(0, 2), buffers.outputs());
  }

  /**
   * Arguments are kernel, stride, padding and dilation, each twice; whether padding is SAME rather
   * than explicit; padding counts in means; NHWC.
   */
  private static NativeCall call(String name, ConvolutionGeometry w) {
    return NativeCall.of(name)
        .integers(
            w.kernel(),
            w.kernel(),
            w.stride(),
            w.stride(),
            w.borders().top(),
            w.borders().left(),
            1,
            1,
            w.borders().isSymmetric() ? 0 : 1,
            1,
            1);
  }
}
