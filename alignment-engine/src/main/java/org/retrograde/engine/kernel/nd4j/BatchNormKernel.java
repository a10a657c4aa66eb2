// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;

/**
 * Training batch normalisation over all axes but the last: the mean, then the mean square of what
 * it leaves, then the normalisation. ND4J's own {@code moments} takes three times as long.
 */
final class BatchNormKernel implements Kernel {

  private final double count;
  private final ChannelRow mean;
  private final ChannelRow variance;
  private final Kernel sum;
  private final ChannelAffine centre;
  private final Kernel square;
  private final Kernel sumOfSquares;
  private final Kernel normalise;

  BatchNormKernel(double epsilon, BoundBuffers buffers) {
    INDArray x = buffers.input(0);
    INDArray y = buffers.output(0);
    INDArray means = buffers.output(1);
    INDArray variances = buffers.output(2);
    mean = new ChannelRow(means);
    variance = new ChannelRow(variances);
    count = (double) x.length() / means.length();
    sum = new ChannelSumKernel(x, means);
    centre = new ChannelAffine(x, y);
    INDArray squares = x.like();
    square = NativeCall.of("multiply").over(List.of(y, y), List.of(squares));
    sumOfSquares = new ChannelSumKernel(squares, variances);
    normalise =
        NativeCall.of("batchnorm")
            .integers(1, 1, x.rank() - 1)
            .decimals(epsilon)
            .over(List.of(x, means, variances, buffers.input(1), buffers.input(2)), List.of(y));
  }

  @Override
  public void run() {
    sum.run();
    divide(mean);
    for (int c = 0; c < mean.values().length; c++) {
      centre.shift()[c] = -mean.values()[c];
    }
    centre.run();
    square.run();
    sumOfSquares.run();
    divide(variance);
    normalise.run();
  }

  private void divide(ChannelRow row) {
    double[] values = row.load();
    for (int c = 0; c < values.length; c++) {
      values[c] /= count;
    }
    row.store();
  }
}
