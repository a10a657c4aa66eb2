// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

/**
 * How training images are varied, anew in each epoch.
 *
 * @param padCrop pixels, at least 0: the image is padded by so many black pixels (value 0 before
 *     normalisation) on each side and cropped to its size at a random place, so that it moves by at
 *     most so many pixels along each axis
 * @param flip whether the image is mirrored left to right with probability 1/2, after cropping
 */
public record Augmentation(int padCrop, boolean flip) {

  /** Images as they are. */
  public static final Augmentation NONE = new Augmentation(0, false);

  /** Checks the range. */
  public Augmentation {
    if (padCrop < 0) {
      throw new IllegalArgumentException("padCrop is at least 0, found " + padCrop);
    }
  }
}
