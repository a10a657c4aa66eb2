// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;

/** Training batch normalisation over all axes but the last. */
final class BatchNormKernels {

  private BatchNormKernels() {}

  static Kernel forward(double epsilon, BoundBuffers buffers) {
    INDArray x = buffers.input(0);
    INDArray mean = buffers.output(1);
    INDArray variance = buffers.output(2);
    Kernel moments =
        NativeCall.of("moments").integers(allButLast(x)).over(List.of(x), List.of(mean, variance));
    Kernel normalise =
        NativeCall.of("batchnorm")
            .integers(1, 1, x.rank() - 1)
            .decimals(epsilon)
            .over(
                List.of(x, mean, variance, buffers.input(1), buffers.input(2)),
                List.of(buffers.output(0)));
    return () -> {
      moments.run();
      normalise.run();
    };
  }

  private static long[] allButLast(INDArray x) {
    long[] axes = new long[x.rank() - 1];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = i;
    }
    return axes;
  }
}
