// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.data;

import java.util.List;

/**
 * Labelled images for training and for testing.
 *
 * @param name the name in reports
 * @param training the training images
 * @param test the test images, of the same shape
 * @param classNames one name a class
 * @param normalization the training images' statistics
 * @param digest SHA-256 over images and labels of both splits, in hexadecimal
 */
public record Dataset(
    String name,
    Split training,
    Split test,
    List<String> classNames,
    Normalization normalization,
    String digest) {

  /** Copies the names and checks that both splits have one shape. */
  public Dataset {
    classNames = List.copyOf(classNames);
    if (!training.shape().equals(test.shape())) {
      throw new IllegalArgumentException(
          "training and test images have one shape, found "
              + training.shape()
              + " and "
              + test.shape());
    }
  }

  /**
   * Returns the number of classes.
   *
   * @return at least 2
   */
  public int classes() {
    return classNames.size();
  }
}
