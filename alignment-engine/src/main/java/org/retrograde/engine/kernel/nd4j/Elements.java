// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.engine.kernel.Kernel;

/** Passes over all elements of an array that no graph asks for. */
public final class Elements {

  private Elements() {}

  /**
   * {@code z = sign(x)}, 0 for 0.
   *
   * @param x read
   * @param z of x's shape; may be x
   * @return the pass
   */
  public static Kernel sign(INDArray x, INDArray z) {
    OpExecutioner executioner = Nd4j.getExecutioner();
    Sign sign = new Sign(x, z);
    return () -> executioner.exec(sign);
  }

  /**
   * {@code z = min(max(x, -bound), bound)}.
   *
   * @param x read
   * @param bound above 0
   * @param z of x's shape; not x
   * @return the pass
   */
  public static Kernel clip(INDArray x, double bound, INDArray z) {
    return NativeCall.of("clipbyvalue").decimals(-bound, bound).over(List.of(x), List.of(z));
  }
}
