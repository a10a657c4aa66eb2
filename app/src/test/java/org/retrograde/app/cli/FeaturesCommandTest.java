// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrograde.arrays.NpyHeader;
import org.retrograde.arrays.NpzFile;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.checkpoint.Npz;
import org.retrograde.testkit.Tolerance;

final class FeaturesCommandTest {

  private static final String FEEDFORWARD =
      """
      name: small
      dataset: {id: fashion-mnist, subset: embedded, trainingLimit: 20, testLimit: 7}
      architecture: {id: resnet-cifar, depth: 8, filters: 4}
      rule: {id: backpropagation}
      training: {epochs: 1, batchSize: 10}
      """;

  private static final String UNROLLED =
      """
      name: unrolled
      dataset: {id: fashion-mnist, subset: embedded, trainingLimit: 20, testLimit: 5, resize: 32}
      architecture: {id: convrnn, depth: shallow, cell: gru, width: 0.05, steps: 8}
      rule: {id: backpropagation}
      """;

  @TempDir private Path work;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(work.resolve(name), text);
  }

  private static CommandLineRun run(String... words) {
    return CommandLineRun.of(words);
  }

  /** Runs the command on a file's network, for test images. */
  private CommandLineRun features(Path model, Path out, String... more) {
    List<String> words =
        new ArrayList<>(List.of("features", "--model", model.toString(), "--out", out.toString()));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  private Map<String, NamedArray> read(Path model, String... more) {
    Path out = work.resolve("features.npz");
    CommandLineRun run = features(model, out, more);
    assertThat(run.exitCode()).as(run.err()).isZero();
    Map<String, NamedArray> arrays = new LinkedHashMap<>();
    try (NpzFile file = NpzFile.open(out)) {
      file.arrays()
          .forEach(
              (name, header) -> {
                if (file.type(name).isNumber()) {
                  arrays.put(name, new NamedArray(header.shape(), values(file, name, header)));
                }
              });
      assertThat(file.texts("ids").get(0)).endsWith("-000000");
    }
    return arrays;
  }

  private static Object values(NpzFile file, String name, NpyHeader header) {
    if (file.type(name).isWhole()) {
      return file.wholes(name);
    }
    double[] numbers = file.numbers(name, 0, Math.toIntExact(header.size()));
    float[] values = new float[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) numbers[i];
    }
    return values;
  }

  private static NamedArray get(Map<String, NamedArray> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name), name + " of " + arrays.keySet());
  }

  private static float[] floats(Map<String, NamedArray> arrays, String name) {
    return (float[]) get(arrays, name).values();
  }

  private static long[] longs(Map<String, NamedArray> arrays, String name) {
    return (long[]) get(arrays, name).values();
  }

  @Test
  void features_of_a_feedforward_network_are_what_its_layers_put_out() throws IOException {
    Path model = file("small.yaml", FEEDFORWARD);
    Map<String, NamedArray> got =
        read(model, "--layers", "all", "--dataset", "test", "--batch", "4");
    assertThat(get(got, "stem").shape()).containsExactly(7L, 4L);
    assertThat(got).doesNotContainKey("stem.steps");
    assertThat(longs(got, "labels")).hasSize(7);

    Path weights = work.resolve("weights.npz");
    assertThat(run("weights", "export", model.toString(), "--out", weights.toString()).exitCode())
        .isZero();
    float[] w = floats(Npz.read(weights), "logits.W");
    float[] pool = floats(got, "pool");
    double[] expected = new double[7 * 10];
    for (int i = 0; i < expected.length; i++) {
      for (int j = 0; j < 16; j++) {
        expected[i] += (double) pool[i / 10 * 16 + j] * w[j * 10 + i % 10];
      }
    }
    double[] logits = new double[expected.length];
    Arrays.setAll(logits, i -> floats(got, "logits")[i]);
    Tolerance.FLOAT.requireAgree("logits", logits, expected);
  }

  @Test
  void reductions_agree_with_one_another() throws IOException {
    Path model = file("small.yaml", FEEDFORWARD);
    String[] layer = {"--layers", "stem", "--dataset", "train", "--limit", "3"};
    float[] mean = floats(read(model, layer), "stem");
    float[] all = floats(read(model, with(layer, "--reduce", "flatten")), "stem");
    assertThat(all).hasSize(3 * 28 * 28 * 4);
    double sum = 0;
    for (int i = 0; i < 28 * 28; i++) {
      sum += all[28 * 28 * 4 + i * 4 + 1];
    }
    Tolerance.FLOAT.requireAgree("mean", mean[4 + 1], sum / 28 / 28);
    assertThat(floats(read(model, with(layer, "--reduce", "random:6")), "stem")).hasSize(3 * 6);
  }

  @Test
  void steps_begin_where_the_convention_says() throws IOException {
    Path model = file("unrolled.yaml", UNROLLED);
    String[] layers = {"--layers", "conv3,imnetds,logits", "--dataset", "test", "--batch", "3"};
    Map<String, NamedArray> first = read(model, layers);
    assertThat(longs(first, "conv3.steps")).containsExactly(2, 3, 4, 5, 6, 7);
    assertThat(longs(first, "conv3.milliseconds")).startsWith(20, 30);
    assertThat(longs(first, "imnetds.steps")).containsExactly(5, 6, 7);
    assertThat(get(first, "imnetds").shape()).containsExactly(5L, 3L, 10L);
    assertThat(get(first, "logits").shape()).containsExactly(5L, 10L);
    assertThat(longs(first, "imnetds.driven")).containsOnly(1);

    Map<String, NamedArray> zoo = read(model, with(layers, "--start", "zoo"));
    assertThat(longs(zoo, "conv3.steps")).containsExactly(3, 4, 5, 6, 7);
    assertThat(longs(zoo, "imnetds.steps")).containsExactly(6, 7);

    Map<String, NamedArray> all = read(model, with(layers, "--start", "all"));
    assertThat(longs(all, "conv3.driven")).containsExactly(0, 0, 1, 1, 1, 1, 1, 1);
    requireSame(floats(all, "imnetds"), floats(first, "imnetds"), floats(first, "logits"));
  }

  /** Undriven steps are equal for all images, driven ones the same features under any start. */
  private static void requireSame(float[] all, float[] first, float[] logits) {
    for (int image = 0; image < 5; image++) {
      assertThat(part(all, image * 80, 50)).containsExactly(part(all, 0, 50));
      assertThat(part(all, image * 80 + 50, 30)).containsExactly(part(first, image * 30, 30));
      assertThat(part(first, image * 30 + 20, 10)).containsExactly(part(logits, image * 10, 10));
    }
    assertThat(part(all, 80 + 50, 10)).isNotEqualTo(part(all, 50, 10));
  }

  private static float[] part(float[] values, int from, int length) {
    return Arrays.copyOfRange(values, from, from + length);
  }

  @Test
  void the_presentation_can_be_another_than_in_training() throws IOException {
    Path model = file("unrolled.yaml", UNROLLED);
    Map<String, NamedArray> longer =
        read(
            model,
            "--layers",
            "conv1",
            "--dataset",
            "test",
            "--set",
            "architecture.steps=12",
            "--set",
            "architecture.imageOff=4");
    assertThat(longs(longer, "conv1.steps")).hasSize(12);
    int channels = get(longer, "conv1").shape().get(2).intValue();
    float[] values = floats(longer, "conv1");
    assertThat(part(values, 4 * channels, channels)).isNotEqualTo(part(values, 0, channels));
    assertThat(part(values, 16 * channels, channels))
        .as("the blank is the same for all images")
        .containsExactly(part(values, 4 * channels, channels));
  }

  @Test
  void images_of_a_folder_are_named_in_the_file() throws IOException {
    Path photos = Files.createDirectories(work.resolve("photos"));
    for (String name : List.of("b.png", "a.png")) {
      ImageIO.write(
          new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB),
          "png",
          photos.resolve(name).toFile());
    }
    Path out = work.resolve("f.nc");
    CommandLineRun run =
        features(
            file("small.yaml", FEEDFORWARD),
            out,
            "--layers",
            "pool",
            "--images",
            photos.toString(),
            "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"count\" : 2", "\"name\" : \"files\"", "seed 1");
    assertThat(new String(Files.readAllBytes(out), java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("a.pngb.png");
    Files.writeString(photos.resolve("c.png"), "no image");
    CommandLineRun bad =
        features(
            work.resolve("small.yaml"), out, "--layers", "pool", "--images", photos.toString());
    assertThat(bad.exitCode()).isEqualTo(2);
    assertThat(bad.err()).contains("1 files that cannot be read (c.png: no image");
  }

  @Test
  void a_run_has_the_weights_of_the_checkpoint_that_is_asked_for() throws IOException {
    Path model = file("small.yaml", FEEDFORWARD);
    Path runs = work.resolve("runs");
    assertThat(
            run(
                    "run",
                    model.toString(),
                    "--set",
                    "training.checkpointEvery=1",
                    "--out",
                    runs.toString())
                .exitCode())
        .isZero();
    Path folder;
    try (var inside = Files.list(runs)) {
      folder = inside.findFirst().orElseThrow();
    }
    String[] layer = {"--layers", "logits", "--dataset", "test"};
    float[] newest = floats(read(folder, layer), "logits");
    assertThat(floats(read(folder, with(layer, "--checkpoint", "2")), "logits"))
        .containsExactly(newest);
    assertThat(floats(read(folder, with(layer, "--checkpoint", "1")), "logits"))
        .isNotEqualTo(newest);
    assertThat(floats(read(model, layer), "logits")).isNotEqualTo(newest);
    CommandLineRun missing =
        features(folder, work.resolve("f.npz"), with(layer, "--checkpoint", "3"));
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).contains("no checkpoint of step 3", "one of those kept: 2, 1");
  }

  @Test
  void wrong_usage_says_what_to_write() throws IOException {
    Path model = file("small.yaml", FEEDFORWARD);
    Path out = work.resolve("f.npz");
    requireUsage(
        features(model, out, "--layers", "logit", "--dataset", "test"),
        "no layer 'logit'",
        "did you mean 'logits'?");
    requireUsage(
        features(model, out, "--dataset", "test"),
        "no --layers",
        "'all' or some of stem, stemNorm");
    requireUsage(features(model, out, "--layers", "all"), "neither --images nor --dataset");
    requireUsage(
        features(model, out, "--layers", "all", "--dataset", "validation"), "holds no images out");
    requireUsage(
        features(model, out, "--layers", "all", "--dataset", "test", "--reduce", "random:0"),
        "random:512");
    requireUsage(
        features(model, out, "--layers", "all", "--dataset", "test", "--start", "last"),
        "first, zoo, all");
    requireUsage(
        features(model, work.resolve("f.csv"), "--layers", "all", "--dataset", "test"),
        ".npz (NumPy) or .nc (netCDF-4)");
    requireUsage(run("features", "--out", "f.npz"), "no --model");
    assertThat(out).doesNotExist();
  }

  @Test
  void a_layer_that_no_step_is_left_of_is_refused() throws IOException {
    Path model = file("unrolled.yaml", UNROLLED.replace("steps: 8", "steps: 6"));
    requireUsage(
        features(
            model,
            work.resolve("f.npz"),
            "--layers",
            "imnetds",
            "--dataset",
            "test",
            "--start",
            "zoo"),
        "only the last driven by the image",
        "raise the architecture's number of steps");
  }

  private static void requireUsage(CommandLineRun run, String... parts) {
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(parts);
  }

  private static String[] with(String[] words, String... more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
