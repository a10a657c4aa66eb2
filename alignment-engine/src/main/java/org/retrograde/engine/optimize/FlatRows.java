// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Arithmetic on flat rows without temporaries. */
final class FlatRows {

  private final Level1 blas = Nd4j.getBlasWrapper().level1();

  /** y += a x. */
  void addScaled(double a, INDArray x, INDArray y) {
    if (a != 0 && x.length() > 0) {
      blas.axpy(x.length(), a, x, y);
    }
  }

  static INDArray head(INDArray row, long length) {
    return row.get(NDArrayIndex.interval(0, length));
  }
}
