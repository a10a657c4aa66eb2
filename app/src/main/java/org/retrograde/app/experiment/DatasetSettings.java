// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import org.retrograde.datasets.Preparation;

/**
 * Which images, and what is done to them.
 *
 * @param source the source of the dataset
 * @param preparation what is done to all images once
 * @param padCrop zeros on each side of a training image before a crop of its size, in pixels; 0 for
 *     none
 * @param flip whether training images are mirrored left to right at random
 */
public record DatasetSettings(
    PluginChoice source, Preparation preparation, int padCrop, boolean flip) {

  /** Checks the border. */
  public DatasetSettings {
    if (padCrop < 0) {
      throw new IllegalArgumentException("padCrop is at least 0, found " + padCrop);
    }
  }
}
