// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.data;

import org.retrograde.api.graph.ImageShape;

/** A fixed, numbered collection of labelled images. Safe for use by several threads. */
public interface Split {

  /**
   * Returns the number of images.
   *
   * @return at least 1
   */
  int size();

  /**
   * Returns the shape of every image.
   *
   * @return the shape
   */
  ImageShape shape();

  /**
   * Returns the class of an image.
   *
   * @param index the image, from 0 to size - 1
   * @return the class, from 0
   */
  int label(int index);

  /**
   * Copies an image.
   *
   * @param index the image, from 0 to size - 1
   * @param target where its values go, as height × width × channels in the range 0 to 1
   * @param offset the place of the first value
   */
  void copyImage(int index, float[] target, int offset);
}
