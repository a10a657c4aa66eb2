// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.retrograde.api.graph.ImageShape;

class InMemorySplitTest {

  private static final ImageShape ONE_BY_TWO_COLOUR = new ImageShape(1, 2, 3);
  private static final InMemorySplit TWO =
      new InMemorySplit(
          ONE_BY_TWO_COLOUR,
          Idx.bytes(0, 0, 0, 0, 0, 0, 0, 51, 102, 153, 204, 255),
          Idx.bytes(4, 200));

  @Test
  void pixels_are_copied_to_the_place_asked_for_on_the_scale_0_to_1() {
    float[] target = new float[8];
    target[0] = target[7] = -1;
    TWO.copyImage(1, target, 1);
    assertThat(target).containsExactly(-1, 0, 0.2f, 0.4f, 0.6f, 0.8f, 1, -1);
  }

  @Test
  void labels_are_unsigned() {
    assertThat(TWO.label(0)).isEqualTo(4);
    assertThat(TWO.label(1)).isEqualTo(200);
  }

  @Test
  void the_first_images_make_a_split_of_their_own() {
    InMemorySplit first = TWO.first(1);
    assertThat(first.size()).isEqualTo(1);
    assertThat(first.label(0)).isEqualTo(4);
    assertThatThrownBy(() -> first.copyImage(1, new float[6], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void a_histogram_counts_one_channel() {
    long[] counts = TWO.histogram(1);
    assertThat(counts[0]).isEqualTo(2);
    assertThat(counts[51]).isEqualTo(1);
    assertThat(counts[204]).isEqualTo(1);
    assertThat(counts[255]).isZero();
  }

  @Test
  void pixels_that_are_not_whole_images_are_refused() {
    assertThatThrownBy(() -> new InMemorySplit(ONE_BY_TWO_COLOUR, new byte[7], new byte[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("7 pixels are not 1 images");
    assertThatThrownBy(() -> new InMemorySplit(ONE_BY_TWO_COLOUR, new byte[0], new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
