// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.retrograde.api.data.Normalization;
import org.retrograde.datasets.Toys.Copy;

class OrderedBatchesTest {

  @Test
  void images_come_in_order_and_the_last_one_fills_up() {
    OrderedBatches batches = batches(10, 4);
    List<Copy> walk = Toys.walk(batches, 0, 0);
    assertThat(batches.batchesPerEpoch()).isEqualTo(3);
    assertThat(batches.batchSize()).isEqualTo(4);
    assertThat(Toys.labels(walk)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9);
    assertThat(walk).extracting(Copy::valid).containsExactly(4, 4, 2);
  }

  @Property(tries = 50)
  void every_image_counts_once(
      @ForAll @IntRange(min = 1, max = 40) int images,
      @ForAll @IntRange(min = 1, max = 50) int size) {
    List<Copy> walk = Toys.walk(batches(images, size), 0, 0);
    assertThat(walk.stream().mapToInt(Copy::valid).sum()).isEqualTo(images);
    assertThat(walk)
        .hasSize(batches(images, size).batchesPerEpoch())
        .allMatch(batch -> batch.valid() >= 1);
  }

  @Test
  void a_walk_may_start_anywhere_and_every_epoch_is_the_same() {
    OrderedBatches batches = batches(10, 4);
    assertThat(Toys.walk(batches, 5, 1)).isEqualTo(Toys.walk(batches, 0, 0).subList(1, 3));
    assertThat(Toys.walk(batches, 0, 3)).isEmpty();
  }

  @Test
  void pixels_are_normalised() {
    // The first pixel of image 51 is 51 / 255 = 1/5; (1/5 - 1/2) / 0.1 = -3.
    Normalization normalization = new Normalization(List.of(0.5), List.of(0.1));
    OrderedBatches batches = new OrderedBatches(Toys.numbered(52), normalization, 1);
    Copy batch = Toys.walk(batches, 0, 51).get(0);
    assertThat(batch.images().get(0)).isCloseTo(-3, Tolerances.PIXEL);
  }

  @Test
  void arguments_out_of_range_are_refused() {
    assertThatThrownBy(() -> batches(10, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> batches(10, 4).open(0, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("batches go from 0 to 3");
  }

  private static OrderedBatches batches(int images, int size) {
    return new OrderedBatches(Toys.numbered(images), Toys.IDENTITY, size);
  }
}
