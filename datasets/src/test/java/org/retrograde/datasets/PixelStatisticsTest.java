// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.datasets.Problems.assertParts;
import static org.retrograde.datasets.Problems.usage;

import org.junit.jupiter.api.Test;
import org.retrograde.api.data.Normalization;
import org.retrograde.api.graph.ImageShape;

class PixelStatisticsTest {

  @Test
  void mean_and_population_deviation_are_those_worked_out_by_hand() {
    // 0, 0, 255, 255: mean 1/2, deviation 1/2 (dividing by n - 1 it would be 0.577).
    Normalization grey = PixelStatistics.of("x", split(new ImageShape(1, 2, 1), 0, 0, 255, 255));
    assertThat(grey.mean().get(0)).isCloseTo(0.5, Tolerances.STATISTIC);
    assertThat(grey.deviation().get(0)).isCloseTo(0.5, Tolerances.STATISTIC);
  }

  @Test
  void each_channel_has_its_own() {
    // Channel 0: 0 and 255; channel 1: 51 and 153, which are 0.2 and 0.6.
    Normalization two = PixelStatistics.of("x", split(new ImageShape(1, 1, 2), 0, 51, 255, 153));
    assertThat(two.mean()).hasSize(2);
    assertThat(two.mean().get(1)).isCloseTo(0.4, Tolerances.STATISTIC);
    assertThat(two.deviation().get(1)).isCloseTo(0.2, Tolerances.STATISTIC);
  }

  @Test
  void images_of_one_value_are_refused() {
    assertParts(
        usage(() -> PixelStatistics.of("dark", split(new ImageShape(1, 1, 1), 7, 7))),
        "dataset dark, channel 0",
        "the value 7 in every pixel",
        "pixels that differ",
        "check the files");
  }

  private static InMemorySplit split(ImageShape shape, int... pixels) {
    return new InMemorySplit(shape, Idx.bytes(pixels), new byte[2]);
  }
}
