// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

/**
 * The shape of one image.
 *
 * @param height pixels
 * @param width pixels
 * @param channels 1 for grey, 3 for colour
 */
public record ImageShape(int height, int width, int channels) {

  /** Checks that every length is at least 1. */
  public ImageShape {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "lengths are at least 1, found " + height + " x " + width + " x " + channels);
    }
  }

  /**
   * Returns the number of values in an image.
   *
   * @return height × width × channels
   */
  public int size() {
    return Math.multiplyExact(Math.multiplyExact(height, width), channels);
  }
}
