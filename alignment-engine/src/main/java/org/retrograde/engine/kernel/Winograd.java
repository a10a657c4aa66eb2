// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

import org.retrograde.api.graph.op.Borders;
import org.retrograde.api.graph.op.ConvolutionGeometry;

/**
 * Winograd's minimal filtering F(4, 3), applied to the rows of an image only (Lavin and Gray 2016,
 * "Fast algorithms for convolutional neural networks", section 4.3, with its matrices).
 *
 * <p>Four rows of results of a 3 × 3 convolution take six convolutions with kernels of one row
 * rather than twelve: {@code y = Aᵀ [(G k) * (Bᵀ x)]}, where k are the kernel's rows, x the six
 * rows around the four, and {@code *} convolves along columns. For the filter gradient, {@code dk =
 * Gᵀ [(Bᵀ x) * (A dy)]}. Columns are left as they are: tiling them too would save more products,
 * but moves more memory and loses more digits.
 */
public final class Winograd {

  /** Rows of results in a tile. */
  public static final int TILE = 4;

  /** Rows of images that a tile of results depends on, and the number of products. */
  public static final int POINTS = 6;

  /** Rows of a kernel. */
  public static final int TAPS = 3;

  /** 8 MiB of float32: a part of the last level of cache that others leave. */
  private static final long CACHED_NUMBERS = 2 << 20;

  private Winograd() {}

  /**
   * Tells whether a convolution can be done so and gains by it: kernels of 3 × 3 that keep the
   * image's size, whole tiles, channels enough for full registers, and positions enough to pay for
   * the kernels' larger size.
   *
   * @param geometry the convolution's sizes
   * @param batch images
   * @return whether to use the method
   */
  public static boolean suits(ConvolutionGeometry geometry, long batch) {
    int narrowest = Math.min(geometry.inputChannels(), geometry.outputChannels());
    int widest = Math.max(geometry.inputChannels(), geometry.outputChannels());
    boolean sameSize =
        geometry.kernel() == TAPS
            && geometry.stride() == 1
            && geometry.borders().equals(Borders.equal(1));
    return sameSize
        && geometry.height() % TILE == 0
        && narrowest >= 64
        && batch * geometry.height() * geometry.width() >= widest;
  }

  /**
   * Tells into how many equal parts to divide a batch for a filter gradient, so that the tiles of a
   * part stay in the caches between their making and their use. Parts are added up at the end.
   *
   * @param geometry the convolution's sizes
   * @param batch images
   * @return a power of 2 that divides the batch
   */
  public static int parts(ConvolutionGeometry geometry, long batch) {
    long channels = (long) geometry.inputChannels() + geometry.outputChannels();
    long tiles = (long) POINTS * geometry.height() / TILE * geometry.width() * channels;
    int parts = 1;
    while (batch % (2L * parts) == 0 && tiles * (batch / parts) > CACHED_NUMBERS) {
      parts *= 2;
    }
    return parts;
  }

  /**
   * Returns Bᵀ.
   *
   * @return {@code [6][6]}: products by rows of images
   */
  public static float[][] images() {
    return new float[][] {
      {4, 0, -5, 0, 1, 0},
      {0, -4, -4, 1, 1, 0},
      {0, 4, -4, -1, 1, 0},
      {0, -2, -1, 2, 1, 0},
      {0, 2, -1, -2, 1, 0},
      {0, 4, 0, -5, 0, 1}
    };
  }

  /**
   * Returns G.
   *
   * @return {@code [6][3]}: products by rows of kernels
   */
  public static float[][] kernels() {
    return new float[][] {
      {1f / 4, 0, 0},
      {-1f / 6, -1f / 6, -1f / 6},
      {-1f / 6, 1f / 6, -1f / 6},
      {1f / 24, 1f / 12, 1f / 6},
      {1f / 24, -1f / 12, 1f / 6},
      {0, 0, 1}
    };
  }

  /**
   * Returns Aᵀ.
   *
   * @return {@code [4][6]}: rows of results by products
   */
  public static float[][] results() {
    return new float[][] {
      {1, 1, 1, 1, 1, 0}, {0, 1, -1, 2, -2, 0}, {0, 1, 1, 4, 4, 0}, {0, 1, -1, 8, -8, 1}
    };
  }

  /**
   * Returns the transpose of a matrix.
   *
   * @param matrix the matrix, rows of equal length
   * @return a new matrix
   */
  public static float[][] transposed(float[][] matrix) {
    float[][] result = new float[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        result[j][i] = matrix[i][j];
      }
    }
    return result;
  }
}
