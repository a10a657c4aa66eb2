// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.data;

import java.util.List;

/**
 * The mean and standard deviation of the training images, per channel, on the scale 0 to 1.
 *
 * @param mean subtracted from every pixel
 * @param deviation divides every pixel after that, greater than 0
 */
public record Normalization(List<Double> mean, List<Double> deviation) {

  /** Copies the lists and checks the deviations. */
  public Normalization {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (mean.size() != deviation.size() || deviation.stream().anyMatch(d -> !(d > 0))) {
      throw new IllegalArgumentException(
          "one mean and one deviation above 0 for each channel, found "
              + mean
              + " and "
              + deviation);
    }
  }
}
