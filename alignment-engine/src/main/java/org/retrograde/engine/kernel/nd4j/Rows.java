// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arithmetic on whole contiguous arrays, without temporaries. */
final class Rows {

  private Rows() {}

  /** y += a x. */
  static void addScaled(double a, INDArray x, INDArray y) {
    blas().axpy(y.length(), a, x, y);
  }

  /** x *= a. */
  static void scale(double a, INDArray x) {
    blas().scal(x.length(), a, x);
  }

  private static Level1 blas() {
    return Nd4j.getBlasWrapper().level1();
  }
}
