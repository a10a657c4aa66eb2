// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.engine.kernel.Kernel;

/** The sum over all axes but the last, as the product of a row of ones with a matrix. */
final class ChannelSumKernel implements Kernel {

  private final Kernel product;

  ChannelSumKernel(INDArray input, INDArray output) {
    long channels = input.size(input.rank() - 1);
    long rows = input.length() / channels;
    INDArray ones = Nd4j.ones(input.dataType(), 1, rows);
    product =
        NativeCall.of("matmul")
            .integers(0, 0, 0)
            .decimals(1, 0)
            .over(
                List.of(ones, input.reshape('c', rows, channels)),
                List.of(output.reshape('c', 1, channels)));
  }

  @Override
  public void run() {
    product.run();
  }
}
