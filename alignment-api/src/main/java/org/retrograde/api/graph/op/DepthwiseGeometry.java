// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph.op;

/**
 * The sizes of a depthwise convolution: a square kernel for each channel, which sees that channel
 * alone, at every pixel, with {@link Borders#same TensorFlow's padding SAME}. The kernel may be
 * larger than the image.
 *
 * @param height the image's height in pixels
 * @param width the image's width in pixels
 * @param channels the number of channels
 * @param kernel the kernel's height and width in pixels
 */
public record DepthwiseGeometry(int height, int width, int channels, int kernel) {

  /** Checks that every size is at least 1. */
  public DepthwiseGeometry {
    if (height < 1 || width < 1 || channels < 1 || kernel < 1) {
      throw new IllegalArgumentException(
          "sizes of a depthwise convolution are at least 1, found %d x %d x %d, kernel %d"
              .formatted(height, width, channels, kernel));
    }
  }

  /**
   * Returns the zeros added around the image.
   *
   * @return {@code kernel - 1} along each axis, the odd one after
   */
  public Borders borders() {
    return Borders.same(height, width, kernel, 1);
  }
}
