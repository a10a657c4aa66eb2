// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.engine.kernel.Kernel;

/**
 * {@code out = scale x + shift} for each channel, by way of ND4J's inference batch norm with mean 0
 * and variance 1, which is its fastest operation that broadcasts along the last axis.
 */
final class ChannelAffine implements Kernel {

  private final INDArray scale;
  private final INDArray shift;
  private final Kernel call;

  ChannelAffine(INDArray x, INDArray out) {
    long channels = x.size(x.rank() - 1);
    scale = Nd4j.ones(x.dataType(), channels);
    shift = Nd4j.zeros(x.dataType(), channels);
    INDArray mean = Nd4j.zeros(x.dataType(), channels);
    INDArray variance = Nd4j.ones(x.dataType(), channels);
    call =
        NativeCall.of("batchnorm")
            .integers(1, 1, x.rank() - 1)
            .decimals(0)
            .over(List.of(x, mean, variance, scale, shift), List.of(out));
  }

  /** Per channel; written before each run. */
  INDArray scale() {
    return scale;
  }

  /** Per channel; written before each run. */
  INDArray shift() {
    return shift;
  }

  @Override
  public void run() {
    call.run();
  }
}
