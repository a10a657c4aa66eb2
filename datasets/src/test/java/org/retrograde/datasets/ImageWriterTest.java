// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.retrograde.api.data.Normalization;
import org.retrograde.api.graph.ImageShape;

class ImageWriterTest {

  private static final ImageShape TWO_BY_THREE = new ImageShape(2, 3, 1);
  // In fifths: 1 2 3 / 4 5 0.
  private static final InMemorySplit FIFTHS =
      new InMemorySplit(TWO_BY_THREE, Idx.bytes(51, 102, 153, 204, 255, 0), new byte[1]);
  // Value v in fifths becomes v - 5 / 2: the mean is 1/2, the deviation 1/5.
  private static final Normalization CENTRED = new Normalization(List.of(0.5), List.of(0.2));

  @Test
  void an_unmoved_image_is_only_normalised() {
    assertFifths(write(0, 0, false), 1, 2, 3, 4, 5, 0);
  }

  @Test
  void moving_down_and_right_lets_black_in_above_and_at_the_left() {
    assertFifths(write(1, 1, false), 0, 0, 0, 0, 1, 2);
  }

  @Test
  void moving_up_and_left_lets_black_in_below_and_at_the_right() {
    assertFifths(write(-1, -1, false), 5, 0, 0, 0, 0, 0);
  }

  @Test
  void mirroring_exchanges_left_and_right() {
    assertFifths(write(0, 0, true), 3, 2, 1, 0, 5, 4);
  }

  @Test
  void mirroring_comes_after_moving() {
    assertFifths(write(0, 1, true), 2, 1, 0, 5, 4, 0);
  }

  @Test
  void channels_stay_together_and_have_their_own_statistics() {
    InMemorySplit colour =
        new InMemorySplit(new ImageShape(1, 2, 2), Idx.bytes(51, 102, 153, 204), new byte[1]);
    Normalization two = new Normalization(List.of(0.0, 1.0), List.of(0.2, 0.1));
    float[] target = new float[4];
    new ImageWriter(colour, two).write(0, 0, 1, true, target, 0);
    // Pixels (1/5, 2/5) and (3/5, 4/5), moved right, mirrored: (1/5, 2/5), then black.
    assertClose(target, 1, -6, 0, -10);
  }

  @Test
  void an_image_is_written_at_its_offset_and_nowhere_else() {
    float[] target = new float[8];
    target[0] = target[7] = 99;
    new ImageWriter(FIFTHS, CENTRED).write(0, 0, 0, false, target, 1);
    assertClose(target, 99, -1.5f, -0.5f, 0.5f, 1.5f, 2.5f, -2.5f, 99);
  }

  private static float[] write(int down, int right, boolean mirrored) {
    float[] target = new float[6];
    new ImageWriter(FIFTHS, CENTRED).write(0, down, right, mirrored, target, 0);
    return target;
  }

  private static void assertFifths(float[] found, int... fifths) {
    float[] expected = new float[fifths.length];
    for (int i = 0; i < fifths.length; i++) {
      expected[i] = fifths[i] - 2.5f;
    }
    assertClose(found, expected);
  }

  private static void assertClose(float[] found, float... expected) {
    assertThat(found).containsExactly(expected, Tolerances.PIXEL);
  }
}
