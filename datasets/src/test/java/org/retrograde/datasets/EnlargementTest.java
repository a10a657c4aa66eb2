// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.datasets.Problems.assertParts;
import static org.retrograde.datasets.Problems.usage;

import org.junit.jupiter.api.Test;
import org.retrograde.api.data.Split;
import org.retrograde.api.graph.ImageShape;

/** Expected values are those of Pillow 12.3, {@code resize((n, n), Image.BILINEAR)}. */
class EnlargementTest {

  private static final int FASHION_SIDE = 28;

  @Test
  void a_small_image_is_enlarged_as_pillow_does() {
    InMemorySplit split =
        new InMemorySplit(
            new ImageShape(3, 3, 1), Idx.bytes(0, 100, 255, 7, 33, 201, 90, 91, 254), Idx.bytes(6));

    InMemorySplit enlarged = Enlargement.of(split, 5);

    assertThat(enlarged.shape()).isEqualTo(new ImageShape(5, 5, 1));
    assertThat(enlarged.label(0)).isEqualTo(6);
    assertThat(bytes(enlarged, 0))
        .containsExactly(
            0, 40, 100, 193, 255, 3, 31, 73, 169, 233, 7, 17, 33, 134, 201, 57, 61, 68, 167, 233,
            90, 90, 91, 189, 254);
  }

  @Test
  void an_image_of_28_pixels_is_enlarged_to_32_as_pillow_does() {
    byte[] pixels = new byte[FASHION_SIDE * FASHION_SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * i * 7 + i * 13);
    }
    ImageShape shape = new ImageShape(FASHION_SIDE, FASHION_SIDE, 1);

    int[] enlarged = bytes(Enlargement.of(new InMemorySplit(shape, pixels, Idx.bytes(0)), 32), 0);

    long sum = 0;
    long placed = 0;
    for (int i = 0; i < enlarged.length; i++) {
      sum += enlarged[i];
      placed += (long) enlarged[i] * (i % 97);
    }
    assertThat(enlarged).startsWith(0, 16, 43, 81, 129, 188, 209, 81, 172, 66, 131, 110, 132, 196);
    assertThat(sum).isEqualTo(129_752);
    assertThat(placed).isEqualTo(6_138_475);
  }

  @Test
  void channels_do_not_mix_and_every_image_is_enlarged() {
    InMemorySplit split =
        new InMemorySplit(
            new ImageShape(1, 2, 2), Idx.bytes(9, 9, 9, 9, 0, 200, 100, 200), Idx.bytes(1, 2));

    InMemorySplit enlarged = Enlargement.of(split, 2);

    assertThat(bytes(enlarged, 0)).containsOnly(9);
    assertThat(bytes(enlarged, 1)).containsExactly(0, 200, 100, 200, 0, 200, 100, 200);
    assertThat(enlarged.label(1)).isEqualTo(2);
  }

  @Test
  void images_are_not_made_smaller() {
    assertParts(
        usage(() -> Enlargement.of(Toys.numbered(2), 3)),
        "dataset.resize",
        "3 pixels for images of 4 x 4",
        "at least 4",
        "enlarged only");
  }

  private static int[] bytes(Split split, int index) {
    float[] image = new float[split.shape().size()];
    split.copyImage(index, image, 0);
    int[] bytes = new int[image.length];
    for (int i = 0; i < image.length; i++) {
      bytes[i] = Math.round(image[i] * 255);
    }
    return bytes;
  }
}
