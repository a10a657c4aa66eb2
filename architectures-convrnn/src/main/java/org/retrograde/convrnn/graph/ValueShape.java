// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import org.retrograde.api.graph.ImageShape;

/**
 * The shape of what flows through a node, without the batch.
 *
 * @param height pixels; 1 for features
 * @param width pixels; 1 for features
 * @param channels channels of an image, or the number of features
 * @param spatial whether it is an image, {@code [height, width, channels]}; otherwise {@code
 *     [channels]}
 */
public record ValueShape(int height, int width, int channels, boolean spatial) {

  /** Checks the lengths. */
  public ValueShape {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "lengths are at least 1, found " + height + " x " + width + " x " + channels);
    }
    if (!spatial && (height != 1 || width != 1)) {
      throw new IllegalArgumentException(
          "features have no extent, found " + height + " x " + width);
    }
  }

  /**
   * An image.
   *
   * @param height pixels
   * @param width pixels
   * @param channels channels
   * @return its shape
   */
  public static ValueShape image(int height, int width, int channels) {
    return new ValueShape(height, width, channels, true);
  }

  /**
   * An image.
   *
   * @param image height, width and channels
   * @return its shape
   */
  public static ValueShape of(ImageShape image) {
    return image(image.height(), image.width(), image.channels());
  }

  /**
   * A row of features.
   *
   * @param count how many
   * @return their shape
   */
  public static ValueShape features(int count) {
    return new ValueShape(1, 1, count, false);
  }

  /**
   * Returns the shape as the contracts' record.
   *
   * @return height, width and channels; 1 × 1 × features
   */
  public ImageShape toImage() {
    return new ImageShape(height, width, channels);
  }

  /**
   * Returns the number of values.
   *
   * @return height × width × channels
   */
  public long size() {
    return (long) height * width * channels;
  }

  /**
   * Returns the same extent with other channels.
   *
   * @param count channels or features
   * @return the new shape
   */
  public ValueShape withChannels(int count) {
    return new ValueShape(height, width, count, spatial);
  }

  /**
   * Tells whether height and width are another's.
   *
   * @param other another shape
   * @return whether no resizing is needed between them
   */
  public boolean hasExtentOf(ValueShape other) {
    return height == other.height && width == other.width && spatial == other.spatial;
  }

  /** Returns {@code 7 x 7 x 512}, or {@code 512 features}. */
  @Override
  public String toString() {
    return spatial ? height + " x " + width + " x " + channels : channels + " features";
  }
}
