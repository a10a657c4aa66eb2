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
final class ChannelAffine {

  private final ChannelRow scale;
  private final ChannelRow shift;
  private final Kernel call;

  ChannelAffine(INDArray x, INDArray out) {
    long channels = x.size(x.rank() - 1);
    INDArray scales = Nd4j.ones(x.dataType(), channels);
    INDArray shifts = Nd4j.zeros(x.dataType(), channels);
    INDArray mean = Nd4j.zeros(x.dataType(), channels);
    INDArray variance = Nd4j.ones(x.dataType(), channels);
    scale = new ChannelRow(scales);
    shift = new ChannelRow(shifts);
    call =
        NativeCall.of("batchnorm")
            .integers(1, 1, x.rank() - 1)
            .decimals(0)
            .over(List.of(x, mean, variance, scales, shifts), List.of(out));
    scale.load();
  }

  /** Per channel, 1 until written. */
  double[] scale() {
    return scale.values();
  }

  /** Per channel, 0 until written. */
  double[] shift() {
    return shift.values();
  }

  void run() {
    scale.store();
    shift.store();
    call.run();
  }
}
