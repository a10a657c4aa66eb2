// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retrograde.datasets.Problems.assertParts;
import static org.retrograde.datasets.Problems.usage;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.retrograde.api.data.Normalization;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.datasets.Toys.Copy;

class ShuffledBatchesTest {

  private static final Augmentation CROP_AND_FLIP = new Augmentation(1, true);

  @Property(tries = 50)
  void a_walk_from_batch_k_equals_one_that_skips_k_batches(
      @ForAll long seed,
      @ForAll @LongRange(max = 1_000_000) long epoch,
      @ForAll @IntRange(max = 5) int k) {
    ShuffledBatches batches = batches(23, CROP_AND_FLIP, 4, seed);
    assertThat(Toys.walk(batches, epoch, k)).isEqualTo(Toys.walk(batches, epoch, 0).subList(k, 5));
  }

  @Property(tries = 50)
  void images_of_an_epoch_do_not_depend_on_the_batch_size(
      @ForAll long seed, @ForAll @LongRange(max = 1_000_000) long epoch) {
    List<Float> small = Toys.pixels(Toys.walk(batches(24, CROP_AND_FLIP, 3, seed), epoch, 0));
    List<Float> large = Toys.pixels(Toys.walk(batches(24, CROP_AND_FLIP, 12, seed), epoch, 0));
    assertThat(small).isEqualTo(large);
  }

  @Property(tries = 50)
  void two_walks_are_identical_to_the_bit(
      @ForAll long seed, @ForAll @LongRange(max = 1_000_000) long epoch) {
    List<Copy> first = Toys.walk(batches(20, CROP_AND_FLIP, 4, seed), epoch, 0);
    List<Copy> second = Toys.walk(batches(20, CROP_AND_FLIP, 4, seed), epoch, 0);
    assertThat(second).isEqualTo(first);
  }

  @Property(tries = 50)
  void every_image_appears_once_an_epoch(
      @ForAll long seed, @ForAll @LongRange(max = 100) long epoch) {
    List<Integer> labels = Toys.labels(Toys.walk(batches(24, CROP_AND_FLIP, 4, seed), epoch, 0));
    assertThat(labels).containsExactlyInAnyOrderElementsOf(upTo(24));
  }

  @Test
  void a_last_batch_that_is_not_full_is_left_out() {
    ShuffledBatches batches = batches(23, Augmentation.NONE, 4, 1);
    List<Copy> walk = Toys.walk(batches, 0, 0);
    assertThat(batches.batchesPerEpoch()).isEqualTo(5);
    assertThat(batches.batchSize()).isEqualTo(4);
    assertThat(walk).hasSize(5).allMatch(batch -> batch.valid() == 4);
    assertThat(new HashSet<>(Toys.labels(walk))).hasSize(20);
  }

  @Test
  void each_epoch_and_each_seed_has_an_order_of_its_own() {
    Set<List<Integer>> orders = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      orders.add(Toys.labels(Toys.walk(batches(20, Augmentation.NONE, 5, 1), i, 0)));
      orders.add(Toys.labels(Toys.walk(batches(20, Augmentation.NONE, 5, 100 + i), 0, 0)));
    }
    assertThat(orders).hasSize(10);
  }

  @Test
  void augmentation_does_not_change_the_order() {
    assertThat(Toys.labels(Toys.walk(batches(20, CROP_AND_FLIP, 5, 1), 3, 0)))
        .isEqualTo(Toys.labels(Toys.walk(batches(20, Augmentation.NONE, 5, 1), 3, 0)));
  }

  @Test
  void without_augmentation_each_image_comes_with_its_own_label_unchanged() {
    for (Copy batch : Toys.walk(batches(20, Augmentation.NONE, 5, 1), 0, 0)) {
      for (int i = 0; i < 5; i++) {
        float[] image = new float[16];
        Toys.numbered(20).copyImage(batch.labels().get(i), image, 0);
        assertThat(batch.images().subList(16 * i, 16 * (i + 1))).isEqualTo(boxed(image));
      }
    }
  }

  @Test
  void about_half_of_the_images_are_mirrored() {
    List<String> places = brightPlaces(new Augmentation(0, true));
    assertThat(places).hasSize(10_000).containsOnly("0,0", "0,4");
    double mirrored = places.stream().filter("0,4"::equals).count() / 10_000.0;
    assertThat(mirrored).isCloseTo(0.5, Tolerances.SHARE_OF_10000_COINS);
  }

  @Test
  void without_flip_no_image_is_mirrored() {
    assertThat(brightPlaces(Augmentation.NONE)).containsOnly("0,0");
  }

  @Test
  void crops_move_the_image_by_every_amount_up_to_the_padding_and_no_further() {
    // The only bright pixel starts at (0, 0): moved by -2 to 2 along each axis it is seen at 0, 1,
    // 2 or not at all.
    List<String> places = brightPlaces(new Augmentation(2, false));
    assertThat(new HashSet<>(places))
        .containsExactlyInAnyOrder(
            "0,0", "0,1", "0,2", "1,0", "1,1", "1,2", "2,0", "2,1", "2,2", "none");
    double unseen = places.stream().filter("none"::equals).count() / 10_000.0;
    assertThat(unseen).isCloseTo(1 - 9.0 / 25, Tolerances.SHARE_OF_10000_COINS);
  }

  @Test
  void an_image_is_augmented_differently_in_each_epoch() {
    ShuffledBatches one = batches(1, CROP_AND_FLIP, 1, 1);
    Set<List<Float>> versions = new HashSet<>();
    for (int epoch = 0; epoch < 200; epoch++) {
      versions.add(Toys.walk(one, epoch, 0).get(0).images());
    }
    // 3 x 3 places, mirrored or not.
    assertThat(versions).hasSize(18);
  }

  @Test
  void preparing_batches_allocates_nothing() {
    BatchFiller filler = batches(256, CROP_AND_FLIP, 64, 1).filler(0);
    float[] images = new float[64 * 16];
    int[] labels = new int[64];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    filler.fill(0, images, labels);
    long before = threads.getThreadAllocatedBytes(id);
    for (int i = 0; i < 1_000; i++) {
      filler.fill(i % 4, images, labels);
    }
    // Even one small object for each batch would be 16,000 bytes.
    assertThat(threads.getThreadAllocatedBytes(id) - before).isLessThan(16_000);
  }

  @Test
  void a_batch_larger_than_the_split_is_refused() {
    assertParts(
        usage(() -> batches(20, Augmentation.NONE, 21, 1)),
        "training.batchSize",
        "21",
        "at most 20, the number of training images",
        "lower it");
  }

  @Test
  void a_crop_that_could_miss_the_image_is_refused() {
    assertParts(
        usage(() -> batches(20, new Augmentation(4, false), 5, 1)),
        "augmentation.padCrop",
        "4 pixels",
        "less than the image's shorter side of 4",
        "lower it");
  }

  @Test
  void arguments_out_of_range_are_refused() {
    ShuffledBatches batches = batches(20, Augmentation.NONE, 5, 1);
    Normalization two = new Normalization(List.of(0.0, 0.0), List.of(1.0, 1.0));
    assertThatThrownBy(() -> batches.open(0, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> batches.open(0, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> batches.open(-1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> batches(20, Augmentation.NONE, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Augmentation(-1, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ShuffledBatches(Toys.numbered(4), two, Augmentation.NONE, 2, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ShuffledBatches batches(
      int images, Augmentation augmentation, int size, long seed) {
    return new ShuffledBatches(Toys.numbered(images), Toys.IDENTITY, augmentation, size, seed);
  }

  /**
   * Where the bright pixel of 10,000 images of 5 x 5, bright only at the upper left, is after
   * augmentation.
   */
  private static List<String> brightPlaces(Augmentation augmentation) {
    byte[] pixels = new byte[100 * 25];
    IntStream.range(0, 100).forEach(i -> pixels[25 * i] = (byte) 255);
    InMemorySplit split = new InMemorySplit(new ImageShape(5, 5, 1), pixels, new byte[100]);
    ShuffledBatches batches = new ShuffledBatches(split, Toys.IDENTITY, augmentation, 100, 7);
    List<String> places = new ArrayList<>();
    for (int epoch = 0; epoch < 100; epoch++) {
      List<Float> images = Toys.walk(batches, epoch, 0).get(0).images();
      for (int i = 0; i < 100; i++) {
        int place = images.subList(25 * i, 25 * (i + 1)).indexOf(1f);
        places.add(place < 0 ? "none" : place / 5 + "," + place % 5);
      }
    }
    return places;
  }

  private static List<Integer> upTo(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static List<Float> boxed(float[] values) {
    List<Float> list = new ArrayList<>();
    for (float value : values) {
      list.add(value);
    }
    return list;
  }
}
