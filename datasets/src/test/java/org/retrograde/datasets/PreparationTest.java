// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retrograde.datasets.Problems.assertParts;
import static org.retrograde.datasets.Problems.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.retrograde.api.data.Dataset;
import org.retrograde.api.data.Normalization;
import org.retrograde.api.data.Split;
import org.retrograde.api.graph.ImageShape;

class PreparationTest {

  private static final Dataset TOY =
      new Dataset(
          "toy",
          Toys.numbered(40),
          Toys.numbered(7),
          List.of("a", "b"),
          new Normalization(List.of(0.5), List.of(0.25)),
          "digest");

  @Test
  void a_share_is_held_out_of_training_and_takes_the_test_images_place() {
    Dataset prepared = heldOut(0.1, 1).apply(TOY);

    assertThat(prepared.training().size()).isEqualTo(36);
    assertThat(prepared.test().size()).isEqualTo(4);
    List<Integer> all = new ArrayList<>(labels(prepared.training()));
    all.addAll(labels(prepared.test()));
    assertThat(all).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 40).boxed().toList());
    assertThat(labels(prepared.training())).isSorted();
    assertThat(prepared.name()).isEqualTo("toy (held-out training images)");
    assertThat(prepared.digest()).isEqualTo("digest");
  }

  @Test
  void images_held_out_keep_their_pixels() {
    Split heldOut = heldOut(0.1, 1).apply(TOY).test();
    float[] image = new float[16];
    heldOut.copyImage(2, image, 0);

    assertThat(Math.round(image[0] * 255)).isEqualTo(heldOut.label(2));
  }

  @Test
  void the_seed_alone_decides_which_images_are_held_out() {
    List<Integer> first = labels(heldOut(0.1, 1).apply(TOY).test());

    assertThat(labels(heldOut(0.1, 1).apply(TOY).test())).isEqualTo(first);
    assertThat(labels(heldOut(0.1, 2).apply(TOY).test())).isNotEqualTo(first);
    assertThat(first).isNotEqualTo(List.of(0, 1, 2, 3));
  }

  @Test
  void a_share_that_leaves_one_side_empty_is_refused() {
    assertParts(
        usage(() -> heldOut(0.01, 1).apply(TOY)),
        "dataset.validation",
        "0.01 of 40 images, which is 0",
        "at least 1 image",
        "change the share");
    assertParts(
        usage(() -> heldOut(0.999, 1).apply(TOY)),
        "dataset.validation",
        "which is 40",
        "1 to train on",
        "change the share");
  }

  @Test
  void both_splits_are_enlarged() {
    Dataset prepared =
        new Preparation(6, OptionalDouble.empty(), OptionalDouble.empty(), 0, 1).apply(TOY);

    assertThat(prepared.training().shape()).isEqualTo(new ImageShape(6, 6, 1));
    assertThat(prepared.test().shape()).isEqualTo(new ImageShape(6, 6, 1));
    assertThat(prepared.test().size()).isEqualTo(7);
    assertThat(prepared.name()).isEqualTo("toy");
  }

  @Test
  void given_statistics_replace_those_of_the_training_images() {
    Preparation given =
        new Preparation(0, OptionalDouble.of(0.2859), OptionalDouble.of(0.353), 0, 1);

    assertThat(given.apply(TOY).normalization())
        .isEqualTo(new Normalization(List.of(0.2859), List.of(0.353)));
    assertThat(Preparation.NONE.apply(TOY)).isEqualTo(TOY);
  }

  @Test
  void wrong_values_are_refused() {
    assertThatThrownBy(() -> heldOut(1, 1)).hasMessageContaining("validation");
    assertThatThrownBy(() -> new Preparation(0, OptionalDouble.of(1), OptionalDouble.empty(), 0, 1))
        .hasMessageContaining("neither");
    assertThatThrownBy(() -> new Preparation(0, OptionalDouble.of(1), OptionalDouble.of(0), 0, 1))
        .hasMessageContaining("deviation above 0");
  }

  private static Preparation heldOut(double share, long seed) {
    return new Preparation(0, OptionalDouble.empty(), OptionalDouble.empty(), share, seed);
  }

  private static List<Integer> labels(Split split) {
    return IntStream.range(0, split.size()).map(split::label).boxed().toList();
  }
}
