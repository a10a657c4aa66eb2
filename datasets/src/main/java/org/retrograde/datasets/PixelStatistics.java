// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.retrograde.api.data.Normalization;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/** Computes the mean and standard deviation of each channel over all images and positions. */
final class PixelStatistics {

  private static final double FULL_SCALE = 255;

  private PixelStatistics() {}

  /** Returns the statistics; the deviation is that of the population (divided by n, not n - 1). */
  static Normalization of(String name, InMemorySplit split) {
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (int channel = 0; channel < split.shape().channels(); channel++) {
      long[] histogram = split.histogram(channel);
      double mean = mean(histogram);
      double deviation = deviation(histogram, mean);
      requireContrast(name, channel, mean, deviation);
      means.add(mean / FULL_SCALE);
      deviations.add(deviation / FULL_SCALE);
    }
    return new Normalization(means, deviations);
  }

  // From counts both sums are short, and exact but for the last rounding.
  private static double mean(long[] histogram) {
    double sum = 0;
    for (int value = 0; value < histogram.length; value++) {
      sum += (double) histogram[value] * value;
    }
    return sum / Arrays.stream(histogram).sum();
  }

  private static double deviation(long[] histogram, double mean) {
    double sum = 0;
    for (int value = 0; value < histogram.length; value++) {
      sum += histogram[value] * (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / Arrays.stream(histogram).sum());
  }

  private static void requireContrast(String name, int channel, double mean, double deviation) {
    if (!(deviation > 0)) {
      throw RetrogradeException.usage(
          new Problem(
              "dataset " + name + ", channel " + channel + " of the training images",
              "the value " + Math.round(mean) + " in every pixel",
              "pixels that differ",
              "check the files, such images teach nothing"));
    }
  }
}
