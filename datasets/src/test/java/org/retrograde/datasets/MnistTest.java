// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.datasets.Problems.assertParts;
import static org.retrograde.datasets.Problems.usage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrograde.api.data.Dataset;
import org.retrograde.api.plugin.KeyLocation;

class MnistTest {

  private final Mnist source = new Mnist();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", ".gz"})
  void files_are_read_plain_or_packed(String suffix) {
    Idx.writeSmallDataset(folder, suffix);
    Dataset dataset = open();
    assertThat(dataset.name()).isEqualTo("mnist");
    assertThat(dataset.classNames())
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(dataset.training().label(1)).isEqualTo(9);
    float[] image = new float[2];
    dataset.training().copyImage(1, image, 0);
    assertThat(image).containsExactly(0.2f, 0.4f);
    // 0, 255, 51, 102 are 0, 1, 0.2, 0.4.
    assertThat(dataset.normalization().mean().get(0)).isCloseTo(0.4, Tolerances.STATISTIC);
  }

  @Test
  void packing_does_not_change_the_digest() {
    Idx.writeSmallDataset(folder, "");
    String plain = open().digest();
    Idx.writeSmallDataset(folder.resolve("mnist"), ".gz");
    assertThat(open().digest()).isEqualTo(plain);
  }

  @Test
  void the_subfolder_named_after_the_dataset_comes_first() {
    Idx.writeSmallDataset(folder, "");
    Idx.writeSmallDataset(folder.resolve("mnist"), "");
    Idx.write(folder.resolve("mnist").resolve(Idx.TEST_LABELS), Idx.labels(1, Idx.bytes(5)));
    assertThat(open().test().label(0)).isEqualTo(5);
  }

  @Test
  void a_folder_with_some_of_the_files_must_have_all() throws Exception {
    Idx.writeSmallDataset(folder, "");
    Idx.writeSmallDataset(folder.resolve("mnist"), ".gz");
    Files.delete(folder.resolve("mnist").resolve(Idx.TRAINING_LABELS + ".gz"));
    Files.delete(folder.resolve("mnist").resolve(Idx.TEST_LABELS + ".gz"));
    assertParts(
        usage(this::open),
        "dataset mnist in " + folder.resolve("mnist"),
        "neither train-labels-idx1-ubyte nor train-labels-idx1-ubyte.gz (and 1 more missing)",
        "in one folder",
        "--data-dir");
  }

  @Test
  void without_a_data_directory_there_is_no_place_to_look_in() {
    assertParts(
        usage(() -> source.open(source.parameters().defaults(), Optional.empty())),
        "dataset mnist",
        "no folder to look in",
        "train-images-idx3-ubyte",
        "name the folder of the files with --data-dir");
  }

  @Test
  void training_and_test_images_must_have_one_shape() {
    Idx.writeSmallDataset(folder, "");
    Idx.write(folder.resolve(Idx.TEST_IMAGES), Idx.images(1, 2, 1, Idx.bytes(1, 2)));
    assertParts(
        usage(this::open),
        "t10k-images-idx3-ubyte, byte 8",
        "images of 2 x 1",
        "1 x 2 as in " + folder.resolve(Idx.TRAINING_IMAGES),
        "get all files from one place");
  }

  @Test
  void a_limit_of_zero_takes_all() {
    Idx.writeSmallDataset(folder, "");
    Map<String, Integer> none = Map.of("trainingLimit", 0);
    Dataset dataset =
        source.open(
            source.parameters().bind(none, KeyLocation.under("dataset")), Optional.of(folder));
    assertThat(dataset.training().size()).isEqualTo(2);
    assertThat(source.parameters().names()).containsExactly("trainingLimit", "testLimit");
  }

  @Test
  void it_describes_itself() {
    assertThat(source.description()).isNotBlank().doesNotEndWith(".");
    assertThat(source.source()).contains("1998");
  }

  private Dataset open() {
    return source.open(source.parameters().defaults(), Optional.of(folder));
  }
}
