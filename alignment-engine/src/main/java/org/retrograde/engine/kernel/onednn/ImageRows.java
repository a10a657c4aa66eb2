// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.Winograd;
import org.retrograde.engine.kernel.onednn.SmallProducts.Block;

/**
 * Images as matrices whose rows are the images' rows, one matrix an image.
 *
 * @param origin the first number
 * @param batch images
 * @param height rows of each
 * @param columns numbers in a row: columns of pixels times channels
 */
record ImageRows(long origin, long batch, long height, long columns) {

  static ImageRows of(INDArray images) {
    long columns = images.size(2) * images.size(3);
    return new ImageRows(0, images.size(0), images.size(1), columns);
  }

  /** One of several equal parts of the batch. */
  ImageRows part(int index, int parts) {
    long images = batch / parts;
    return new ImageRows(origin + index * images * height * columns, images, height, columns);
  }

  /** Rows of tiles. */
  long tiles() {
    return height / Winograd.TILE;
  }

  /** Some rows of all images. */
  Block block(INDArray images, long from, long count) {
    long offset = origin + from * columns;
    return new Block(images, offset, batch, count, columns, height * columns, columns);
  }

  /** One row of tiles among all, {@code [6, tiles, batch, columns]}, that begin at an offset. */
  Block points(INDArray scratch, long offset, long tile) {
    long row = batch * columns;
    return points(scratch, offset + tile * row, tiles() * row, columns);
  }

  /** One row of tiles that lies by itself, {@code [6, batch, columns]}. */
  Block ownPoints(INDArray scratch, long offset) {
    return points(scratch, offset, batch * columns, columns);
  }

  /** How many numbers one row of tiles has. */
  long pointsLength() {
    return Winograd.POINTS * batch * columns;
  }

  /** Cuts a row of tiles; rows outside the image are zeros, whose columns are left out. */
  Kernel cut(Device device, INDArray images, int tile, Block target) {
    int above = Winograd.TILE * tile - 1;
    int from = Math.max(0, above);
    int to = Math.min((int) height, above + Winograd.POINTS);
    float[][] matrix = Winograd.images();
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = Arrays.copyOfRange(matrix[i], from - above, to - above);
    }
    return new SmallProducts(device).call(matrix, block(images, from, to - from), target);
  }

  private Block points(INDArray array, long offset, long pointStride, long imageStride) {
    return new Block(array, offset, batch, Winograd.POINTS, columns, imageStride, pointStride);
  }
}
