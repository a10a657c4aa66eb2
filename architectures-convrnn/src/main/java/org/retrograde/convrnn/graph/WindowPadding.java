// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

/** What becomes of positions whose window looks beyond the image. */
public enum WindowPadding {
  /**
   * Zeros around the image, so that a window begins at every stride-th pixel: with {@code total =
   * max((ceil(in / stride) - 1) stride + kernel - in, 0)}, half of them, rounded down, stand before
   * and the rest after, as in TensorFlow. A maximum never chooses them.
   */
  SAME,
  /** No such position. */
  VALID;

  /**
   * Returns the number of positions along one side.
   *
   * @param length pixels, at least 1
   * @param kernel the window in pixels, at least 1
   * @param stride the step between windows in pixels, at least 1
   * @return the number, below 1 if the window does not fit
   */
  public int positions(int length, int kernel, int stride) {
    return this == SAME
        ? (length + stride - 1) / stride
        : Math.floorDiv(length - kernel, stride) + 1;
  }

  /**
   * Returns the zeros before the first pixel.
   *
   * @param length pixels
   * @param kernel the window in pixels
   * @param stride the step between windows in pixels
   * @return 0 for {@link #VALID}
   */
  public int before(int length, int kernel, int stride) {
    return total(length, kernel, stride) / 2;
  }

  /**
   * Returns the zeros after the last pixel.
   *
   * @param length pixels
   * @param kernel the window in pixels
   * @param stride the step between windows in pixels
   * @return 0 for {@link #VALID}; one more than before where the total is odd
   */
  public int after(int length, int kernel, int stride) {
    int total = total(length, kernel, stride);
    return total - total / 2;
  }

  private int total(int length, int kernel, int stride) {
    return this == VALID
        ? 0
        : Math.max((positions(length, kernel, stride) - 1) * stride + kernel - length, 0);
  }
}
