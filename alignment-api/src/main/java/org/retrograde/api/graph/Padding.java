// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

/**
 * The zeros around an image.
 *
 * @param asNeeded whether there are so many that the output has as many positions as the input has
 *     strides, rounded up, with the odd one after the image: TensorFlow's SAME
 * @param pixels otherwise the zeros on each side, at least 0
 */
public record Padding(boolean asNeeded, int pixels) {

  /** TensorFlow's SAME. */
  public static final Padding SAME = new Padding(true, 0);

  /** None: TensorFlow's VALID. */
  public static final Padding NONE = new Padding(false, 0);

  /** Checks the number of pixels. */
  public Padding {
    if (pixels < 0 || (asNeeded && pixels > 0)) {
      throw new IllegalArgumentException("padding is at least 0 pixels or SAME, found " + pixels);
    }
  }

  /**
   * The same on each side.
   *
   * @param pixels at least 0
   * @return the padding
   */
  public static Padding of(int pixels) {
    return new Padding(false, pixels);
  }
}
