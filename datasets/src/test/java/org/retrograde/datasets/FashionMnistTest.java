// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.retrograde.datasets.Problems.assertParts;
import static org.retrograde.datasets.Problems.usage;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrograde.api.data.Dataset;
import org.retrograde.api.data.DatasetSource;
import org.retrograde.api.data.Split;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.plugin.Parameters;

class FashionMnistTest {

  private static final Path DEBIAN_FOLDER = Path.of("/usr/share/datasets/fashion-mnist");
  // Both by: zcat train-images*.gz train-labels*.gz t10k-images*.gz t10k-labels*.gz | sha256sum
  private static final String EMBEDDED_DIGEST =
      "dc0289273c8bbcf299620bc123dadb811b6f04ead83d54641d1196c9bef7c4da";
  private static final String FULL_DIGEST =
      "14410854cf7a289477dcfc7df3f8ec24741e281cdcc425ede0d9a748ca630214";

  private final FashionMnist source = new FashionMnist();

  @TempDir Path folder;

  @Test
  void it_is_found_by_the_service_loader() {
    assertThat(ServiceLoader.load(DatasetSource.class))
        .extracting(DatasetSource::id)
        .contains("fashion-mnist", "mnist");
  }

  @Test
  void it_describes_itself_in_one_line() {
    assertThat(source.description()).isNotBlank().doesNotContain("\n").doesNotEndWith(".");
    assertThat(source.source()).contains("arXiv:1708.07747", "MIT");
    assertThat(source.parameters().names()).containsExactly("subset", "trainingLimit", "testLimit");
  }

  @Test
  void the_embedded_subset_is_the_default_and_needs_no_folder() {
    Dataset dataset = embedded(Map.of());
    assertThat(dataset.name()).contains("embedded");
    assertThat(dataset.training().size()).isEqualTo(10_000);
    assertThat(dataset.test().size()).isEqualTo(2_000);
    assertThat(dataset.training().shape()).isEqualTo(new ImageShape(28, 28, 1));
    assertThat(dataset.classNames()).hasSize(10).startsWith("T-shirt/top").endsWith("Ankle boot");
  }

  @Test
  void the_embedded_subset_has_as_many_images_of_each_class() {
    Dataset dataset = embedded(Map.of());
    assertThat(perClass(dataset.training())).containsOnly(1_000);
    assertThat(perClass(dataset.test())).containsOnly(200);
  }

  @Test
  void the_embedded_subset_is_the_published_one() {
    assertThat(embedded(Map.of()).digest()).isEqualTo(EMBEDDED_DIGEST);
  }

  @Test
  void the_embedded_subset_comes_with_its_licence() throws Exception {
    try (InputStream licence =
        FashionMnist.class.getResourceAsStream("fashion-mnist/LICENSE.txt")) {
      assertThat(new String(licence.readAllBytes(), StandardCharsets.UTF_8))
          .contains("MIT License", "2017 Zalando SE", "Permission is hereby granted");
    }
  }

  @Test
  void limits_keep_the_first_images() {
    Dataset all = embedded(Map.of());
    Dataset limited = embedded(Map.of("trainingLimit", 30, "testLimit", 20));
    assertThat(limited.training().size()).isEqualTo(30);
    assertThat(limited.test().size()).isEqualTo(20);
    assertThat(image(limited.training(), 29)).isEqualTo(image(all.training(), 29));
    assertThat(limited.training().label(29)).isEqualTo(all.training().label(29));
    assertThat(limited.digest()).isNotEqualTo(all.digest());
    assertThat(limited.normalization()).isNotEqualTo(all.normalization());
  }

  @Test
  void a_limit_above_the_number_of_images_is_refused() {
    assertParts(
        usage(() -> embedded(Map.of("testLimit", 2_001))),
        "dataset.testLimit",
        "2001",
        "at most 2000",
        "lower it");
  }

  @Test
  void the_full_set_is_as_published() {
    Dataset full = fullFromDebian();
    assertThat(full.training().size()).isEqualTo(60_000);
    assertThat(full.test().size()).isEqualTo(10_000);
    assertThat(full.digest()).isEqualTo(FULL_DIGEST);
    assertThat(full.normalization().mean().get(0))
        .isCloseTo(0.2860, Tolerances.PUBLISHED_TO_FOUR_PLACES);
    assertThat(full.normalization().deviation().get(0))
        .isCloseTo(0.3530, Tolerances.PUBLISHED_TO_FOUR_PLACES);
  }

  @Test
  void the_embedded_subset_is_the_first_images_of_each_class_of_the_full_set() {
    Dataset full = fullFromDebian();
    Dataset embedded = embedded(Map.of());
    assertFirstOfEachClass(embedded.training(), full.training(), 1_000);
    assertFirstOfEachClass(embedded.test(), full.test(), 200);
  }

  @Test
  void the_full_set_is_read_from_the_data_directory() {
    Idx.writeSmallDataset(folder, ".gz");
    Dataset dataset = open(new FashionMnist(List.of()), folder);
    assertThat(dataset.name()).isEqualTo("fashion-mnist");
    assertThat(dataset.training().size()).isEqualTo(2);
  }

  @Test
  void the_full_set_is_read_from_where_the_system_installs_it_if_the_data_directory_has_none() {
    Path installed = folder.resolve("installed");
    Idx.writeSmallDataset(installed, ".gz");
    Dataset dataset = open(new FashionMnist(List.of(installed)), folder.resolve("data"));
    assertThat(dataset.training().size()).isEqualTo(2);
  }

  @Test
  void files_found_nowhere_are_listed_with_all_places_and_the_package_to_install() {
    Path installed = folder.resolve("installed");
    assertParts(
        usage(() -> open(new FashionMnist(List.of(installed)), folder)),
        "dataset fashion-mnist",
        "none of its files in "
            + folder.resolve("fashion-mnist")
            + " (no such folder), "
            + folder
            + ", "
            + installed
            + " (no such folder)",
        "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte,"
            + " t10k-labels-idx1-ubyte in one folder, each plain or with .gz",
        "install Debian's package dataset-fashion-mnist");
  }

  private static void assertFirstOfEachClass(Split subset, Split full, int each) {
    int[] taken = new int[10];
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < full.size(); i++) {
      if (taken[full.label(i)]++ < each) {
        chosen.add(i);
      }
    }
    assertThat(chosen).hasSize(subset.size());
    for (int i = 0; i < subset.size(); i++) {
      assertThat(subset.label(i)).isEqualTo(full.label(chosen.get(i)));
      assertThat(image(subset, i)).isEqualTo(image(full, chosen.get(i)));
    }
  }

  private static Dataset fullFromDebian() {
    assumeThat(Files.isDirectory(DEBIAN_FOLDER))
        .as("Debian's package dataset-fashion-mnist is not installed (apt install it)")
        .isTrue();
    return new FashionMnist().open(parameters(Map.of("subset", "full")), Optional.empty());
  }

  private Dataset embedded(Map<String, ?> values) {
    return source.open(parameters(values), Optional.empty());
  }

  private static Dataset open(FashionMnist source, Path dataDirectory) {
    return source.open(parameters(Map.of("subset", "full")), Optional.of(dataDirectory));
  }

  private static Parameters parameters(Map<String, ?> values) {
    return new FashionMnist().parameters().bind(values, KeyLocation.under("dataset"));
  }

  private static int[] perClass(Split split) {
    int[] counts = new int[10];
    for (int i = 0; i < split.size(); i++) {
      counts[split.label(i)]++;
    }
    return counts;
  }

  private static float[] image(Split split, int index) {
    float[] image = new float[split.shape().size()];
    split.copyImage(index, image, 0);
    return image;
  }
}
