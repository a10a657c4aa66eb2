// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import java.lang.ref.Reference;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.graph.op.ImageFunction;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.onednn.SmallProducts.Block;

/**
 * Interpolation as two products with small matrices: along the width of the smaller image first.
 */
record ResizePasses(Device device, ImageFunction.Resize resize) {

  Kernel forward(INDArray x, INDArray y) {
    INDArray between = between(x);
    Kernel columns = along(resize.columns(), columns(x), columns(between));
    Kernel rows = along(resize.rows(), rows(between), rows(y));
    return keeping(between, columns, rows);
  }

  Kernel adjoint(INDArray d, INDArray error) {
    INDArray between = between(d);
    Kernel rows = along(transposed(resize.rows()), rows(d), rows(between));
    Kernel columns = along(transposed(resize.columns()), columns(between), columns(error));
    return keeping(between, rows, columns);
  }

  /** Images with the original height and the new width. */
  private INDArray between(INDArray images) {
    return Nd4j.createUninitialized(
        images.dataType(), images.size(0), resize.height(), resize.newWidth(), images.size(3));
  }

  private Kernel along(float[][] matrix, Block from, Block to) {
    return new SmallProducts(device).call(matrix, from, to);
  }

  private static Kernel keeping(INDArray between, Kernel first, Kernel second) {
    Kernel both = Device.all(List.of(first, second));
    return () -> {
      try {
        both.run();
      } finally {
        // Native code alone knows of it: without this it could be collected.
        Reference.reachabilityFence(between);
      }
    };
  }

  /** A matrix an image, a row of pixels in each row. */
  private static Block rows(INDArray images) {
    long columns = images.size(2) * images.size(3);
    return block(images, images.size(0), images.size(1), columns);
  }

  /** A matrix a row of pixels, a pixel in each row. */
  private static Block columns(INDArray images) {
    return block(images, images.size(0) * images.size(1), images.size(2), images.size(3));
  }

  private static Block block(INDArray images, long batch, long rows, long columns) {
    return new Block(images, 0, batch, rows, columns, rows * columns, columns);
  }

  private static float[][] transposed(float[][] matrix) {
    return org.retrograde.engine.kernel.Winograd.transposed(matrix);
  }
}
