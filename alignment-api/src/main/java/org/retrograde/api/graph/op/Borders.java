// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph.op;

/**
 * The border added around an image before a kernel or window goes over it, in pixels.
 *
 * @param top rows before the first
 * @param bottom rows after the last
 * @param left columns before the first
 * @param right columns after the last
 */
public record Borders(int top, int bottom, int left, int right) {

  /** Checks that no side is negative. */
  public Borders {
    if (top < 0 || bottom < 0 || left < 0 || right < 0) {
      throw new IllegalArgumentException(
          "a border is at least 0 wide, found %d above, %d below, %d left, %d right"
              .formatted(top, bottom, left, right));
    }
  }

  /**
   * The same border on each side.
   *
   * @param pixels its width, at least 0
   * @return the border
   */
  public static Borders equal(int pixels) {
    return new Borders(pixels, pixels, pixels, pixels);
  }

  /**
   * TensorFlow's SAME: as much as gives {@code ceil(length / stride)} positions along each axis,
   * half of it before, rounded down, and the rest after.
   *
   * @param height the image's height in pixels
   * @param width the image's width in pixels
   * @param kernel the kernel's height and width in pixels
   * @param stride the step between positions in pixels
   * @return the border
   */
  public static Borders same(int height, int width, int kernel, int stride) {
    int rows = total(height, kernel, stride);
    int columns = total(width, kernel, stride);
    return new Borders(rows / 2, rows - rows / 2, columns / 2, columns - columns / 2);
  }

  private static int total(int length, int kernel, int stride) {
    int positions = (length + stride - 1) / stride;
    return Math.max((positions - 1) * stride + kernel - length, 0);
  }

  /**
   * Tells whether opposite sides are equal.
   *
   * @return whether the border has no preferred side
   */
  public boolean isSymmetric() {
    return top == bottom && left == right;
  }
}
