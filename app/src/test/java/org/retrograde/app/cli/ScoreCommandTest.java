// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrograde.app.neural.Features;
import org.retrograde.engine.checkpoint.Npz;
import org.retrograde.testkit.Tolerance;

/** From features and recordings to tables, files and a page. */
final class ScoreCommandTest {

  /** A recording of 48 stimuli, activations x, and what another program's score of them is. */
  static final Path FIXTURE =
      Path.of("..", "neural-eval", "src", "test", "resources", "fixtures", "neural", "assembly");

  private static final int STIMULI = 24;

  @TempDir Path work;
  private JsonNode expected = new ObjectMapper().createObjectNode();
  private String features = "";

  @BeforeEach
  void writeFeatures() throws IOException {
    expected = description().get("expected");
    features =
        fixtureFeatures()
            .random("noise", 48, 5)
            .random("steps", 48, 12, 3)
            .write(work.resolve("f.npz"))
            .toString();
  }

  private static JsonNode description() throws IOException {
    return new ObjectMapper().readTree(FIXTURE.resolve("case.json").toFile());
  }

  /** The activations with the stimuli's ids. */
  static Features fixtureFeatures() throws IOException {
    List<String> ids = new ArrayList<>();
    description().at("/expected/stimulusIds").forEach(id -> ids.add(id.asText()));
    double[] x =
        (double[])
            Objects.requireNonNull(Npz.read(FIXTURE.resolve("arrays.npz")).get("x")).values();
    return new Features().numbers("x", x, 48, 30).texts("ids", ids);
  }

  private static CommandLineRun run(List<String> words, String... more) {
    return CommandLineRun.of(Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new));
  }

  /** The fixture's recording. */
  private CommandLineRun score(String... more) {
    return run(
        List.of(
            "score",
            "--model",
            features,
            "--assembly",
            FIXTURE.resolve("assembly.nc").toString(),
            "--train",
            "0.75",
            "--out",
            work.resolve("scores").toString()),
        more);
  }

  private CommandLineRun score(Path model, Path recording, String... more) {
    return run(
        List.of(
            "score",
            "--model",
            model.toString(),
            "--assembly",
            recording.toString(),
            "--metric",
            "ridge",
            "--splits",
            "3",
            "--out",
            work.resolve("scores").toString()),
        more);
  }

  private static JsonNode json(CommandLineRun run) throws IOException {
    assertThat(run.exitCode()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private void agrees(JsonNode layer, String key, String expectedKey) {
    Tolerance.WRITTEN_SHORT.requireAgree(
        key, layer.get(key).asDouble(), expected.get(expectedKey).asDouble());
  }

  @Test
  void the_recording_scored_by_another_program_has_its_numbers() throws IOException {
    JsonNode json =
        json(
            score(
                "--region",
                "IT",
                "--layers",
                "x",
                "--metric",
                "pls",
                "--metric-set",
                "components=5",
                "--window",
                "70-110",
                "--course",
                "none",
                "--json"));
    JsonNode layer = json.at("/regions/0/layers/0");
    agrees(layer, "raw", "raw");
    agrees(layer, "error", "rawError");
    agrees(layer, "ceiling", "ceiling");
    agrees(layer, "normalized", "score");
    agrees(layer, "before2026", "scoreBefore2026");
    assertThat(json.get("stratify").asText()).isEqualTo("object_name");
    assertThat(json.at("/parameters/components").asInt()).isEqualTo(5);
    assertThat(json.at("/regions/0").has("course")).isFalse();
    assertThat(new ObjectMapper().readTree(work.resolve("scores/neural.json").toFile()))
        .isEqualTo(json);
  }

  @Test
  void tables_for_every_region_and_the_course_of_the_best_layer_are_printed() throws IOException {
    CommandLineRun run =
        score("--metric", "ridge", "--window", "70-110", "--splits", "4", "--layers", "x,noise");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "IT: 2 layers, about",
            "fit 20/20",
            "IT, 48 stimuli",
            "V4, 48 stimuli",
            "best on one half of the stimuli: x; on the other half",
            "x over time, mapping shared, neurons 0 steps behind",
            "bins with a ceiling too low to normalise by: 70-80 ms",
            "normalised: r^2/c",
            "scores/neural.json",
            "scores/scores.csv",
            "scores/report.html");
    assertThat(work.resolve("scores"))
        .isDirectoryContaining("glob:**/neural.json")
        .isDirectoryContaining("glob:**/scores.csv");
    assertThat(Files.readString(work.resolve("scores/report.html")))
        .contains("<section id=\"region-2\"", "Over time: x", "Predictivity of neurons: f.npz");
  }

  @Test
  void stimuli_are_divided_into_folds_that_keep_objects_together() throws IOException {
    Path model = named("s%d").write(work.resolve("m.npz"));
    StringBuilder table = new StringBuilder("stimulus_id,background\n");
    for (int i = 0; i < STIMULI; i++) {
      table.append("s%d,b%d%n".formatted(i, i % 6));
    }
    String stimuli = Files.writeString(work.resolve("stimuli.csv"), table.toString()).toString();
    JsonNode json =
        json(
            score(
                model,
                table(true),
                "--split",
                "k-fold",
                "--stimuli",
                stimuli,
                "--group",
                "background",
                "--json"));
    assertThat(json.get("split").asText()).isEqualTo("k-fold");
    assertThat(json.get("group").asText()).isEqualTo("background");
    assertThat(json.get("stratify").asText()).isEqualTo("none");
    assertThat(json.at("/regions/0/report/raw").isNumber()).isTrue();
    CommandLineRun shuffled =
        score(model, table(true), "--stimuli", stimuli, "--group", "background");
    assertThat(shuffled.out()).contains("splits: shuffle, grouped by background");
    refused(score(model, table(true), "--group", "object_name"), "group object_name: found 2");
  }

  @Test
  void an_unrolled_layer_is_aligned_with_the_bins_it_can_answer() throws IOException {
    JsonNode course =
        json(score("--layers", "steps", "--metric", "ridge", "--window", "70-110", "--json"))
            .at("/regions/0/course");
    assertThat(course.get("latency").isInt()).isTrue();
    assertThat(course.get("bins").size() + course.get("lost").size()).isEqualTo(4);
  }

  @Test
  void a_similarity_is_neither_predicted_over_time_nor_normalised() throws IOException {
    CommandLineRun run = score("--metric", "cka", "--layers", "x", "--window", "70-110");
    assertThat(run.out()).contains("raw: cka, mean over 10 splits; no ceiling", "not normalised");
    JsonNode region = new ObjectMapper().readTree(work.resolve("scores/neural.json").toFile());
    assertThat(region.at("/regions/0/layers/0").has("normalized")).isFalse();
    assertThat(region.at("/regions/0").has("course")).isFalse();
    assertThat(region.get("formula").asText()).isEqualTo("value/c");
  }

  /** Neurons a to d, of which c is constant and d has no response to the last stimulus. */
  private Path table(boolean sameObject) throws IOException {
    StringBuilder table = new StringBuilder("stimulus_id,object_name");
    table.append(",neuroid.a,neuroid.b,neuroid.c,neuroid.d\n");
    for (int i = 0; i < STIMULI; i++) {
      String d = i == STIMULI - 1 ? "" : String.valueOf(i % 5);
      table.append(
          "s%d,%s,%d,%d,1,%s%n".formatted(i, i % 2 == 0 ? "dog" : "cat", i % 7, i * i % 11, d));
    }
    if (!sameObject) {
      table.append("s0,cat,1,1,1,1\n");
    }
    return Files.writeString(work.resolve("recording.csv"), table.toString());
  }

  private Features named(String pattern) {
    return new Features()
        .random("conv", STIMULI, 4)
        .texts("ids", IntStream.range(0, STIMULI).mapToObj(pattern::formatted).toList());
  }

  @Test
  void neurons_left_out_are_counted_with_the_reason() throws IOException {
    Path model = named("s%d").write(work.resolve("m.npz"));
    CommandLineRun run = score(model, table(true));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "All neuroids, 24 stimuli",
            "not scored: 1 with no response to a stimulus",
            "not scored: 1 with the same response to every stimulus",
            "not normalised")
        .doesNotContain("over time");
    JsonNode layer = json(score(model, table(true), "--json")).at("/regions/0/layers/0");
    assertThat(layer.get("neuroids").asInt()).isEqualTo(2);
    assertThat(layer.has("ceiling")).isFalse();
  }

  @Test
  void ragged_repetitions_and_missing_responses_are_counted() throws IOException {
    Path model = named("s%d").write(work.resolve("m.npz"));
    StringBuilder table = new StringBuilder("stimulus_id,repetition,neuroid.a,neuroid.b\n");
    for (int i = 0; i < STIMULI; i++) {
      for (int trial = 0; trial < 2 + i % 3; trial++) {
        String gap = i == 0 && trial == 1 ? "" : String.valueOf(i % 7 + trial);
        table.append("s%d,%d,%s,%d%n".formatted(i, trial, gap, i * i % 11 - trial));
      }
    }
    table.append(",0,1,1\n,1,1,1\n");
    Path recording = Files.writeString(work.resolve("ragged.csv"), table.toString());
    CommandLineRun run = score(model, recording, "--ceiling-threshold", "1");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "24 stimuli, 2 to 4 trials each",
            "note: left out, presentations without a stimulus: 2",
            "note: left out of averages, responses in single trials that are missing: 1",
            "below 1.0: not normalised");
    assertThat(Files.readString(work.resolve("scores/report.html")))
        .contains("Recording: left out of averages, responses in single trials");
    assertThat(score(model, table(true)).out())
        .contains("1 trial each", "note: no ceiling, since there is one repetition");
  }

  @Test
  void a_similarity_leaves_out_neurons_with_gaps() throws IOException {
    Path model = named("s%d").write(work.resolve("m.npz"));
    List<String> words =
        List.of("score", "--model", model.toString(), "--assembly", table(true).toString());
    JsonNode cka =
        json(run(words, "--metric", "cka", "--json", "--out", work.resolve("scores").toString()))
            .at("/regions/0/layers/0");
    assertThat(cka.at("/excluded/0").asText()).isEqualTo("1 without a response to every stimulus");
    assertThat(Files.readString(work.resolve("scores/report.html")))
        .contains("Neuroids not scored: 1 without a response to every stimulus");
  }

  @Test
  void the_table_of_stimuli_says_which_image_is_which() throws IOException {
    Path model = named("image%02d.png").write(work.resolve("m.npz"));
    CommandLineRun unknown = score(model, table(true));
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("image00.png", "none of which was shown", "--stimuli");
    StringBuilder table = new StringBuilder("stimulus_id,filename,texture_type\n");
    for (int i = 0; i < STIMULI; i++) {
      table.append("s%d,image%02d.png,t%d%n".formatted(i, i, i % 2));
    }
    Path stimuli = Files.writeString(work.resolve("stimuli.csv"), table.toString());
    JsonNode json =
        json(
            score(
                model,
                table(true),
                "--stimuli",
                stimuli.toString(),
                "--stratify",
                "texture_type",
                "--json"));
    assertThat(json.get("stratify").asText()).isEqualTo("texture_type");
    assertThat(json.at("/regions/0/stimuli").asInt()).isEqualTo(STIMULI);
  }

  @Test
  void a_stimulus_without_activations_or_with_two_labels_is_refused() throws IOException {
    Path fewer =
        new Features()
            .random("conv", 2, 4)
            .texts("ids", List.of("s0", "s1"))
            .write(work.resolve("fewer.npz"));
    refused(score(fewer, table(true)), "22 of 24 without activations: s10, s11, s12");
    Path model = named("s%d").write(work.resolve("m.npz"));
    refused(
        score(model, table(false)),
        "stimulus 's0' with object_name 'dog' and 'cat'",
        "choose another column, or 'none'");
    assertThat(score(model, table(false), "--stratify", "none").exitCode()).isZero();
  }

  @Test
  void an_object_with_one_stimulus_is_named_with_its_column() throws IOException {
    Path recording = table(true);
    String once = Files.readString(recording).replace("s7,cat", "s7,owl");
    Files.writeString(recording, once);
    refused(
        score(named("s%d").write(work.resolve("m.npz")), recording),
        "stimuli stratified by object_name: found 12 and 12 rows of 3 labels, the rarest, 'owl',",
        "or by 'none'");
  }

  @Test
  void divisions_with_one_stimulus_to_score_on_are_refused() throws IOException {
    Path model = named("s%d").write(work.resolve("m.npz"));
    refused(
        score(model, table(true), "--stratify", "none", "--train", "0.95"),
        "found a division of 12 stimuli with one to score on",
        "the layer is chosen on one half");
    List<String> parts =
        List.of(
            "score",
            "--model",
            model.toString(),
            "--assembly",
            table(true).toString(),
            "--metric",
            "ridge",
            "--split",
            "k-fold",
            "--out",
            work.resolve("scores").toString());
    refused(run(parts, "--splits", "9"), "one to score on", "fewer splits in k-fold");
    assertThat(run(parts, "--splits", "6").exitCode()).isZero();
  }

  @Test
  void activations_that_cannot_be_scored_are_named_with_their_layer() throws IOException {
    double[] values = new double[STIMULI * 2];
    values[5] = Double.NaN;
    Path model = named("s%d").numbers("fc", values, STIMULI, 2).write(work.resolve("m.npz"));
    refused(score(model, table(true)), "layer 'fc': activation of unit 1", "'s2': found NaN");
    Path twice =
        new Features()
            .random("conv", STIMULI + 1, 4)
            .texts("ids", IntStream.rangeClosed(0, STIMULI).mapToObj(i -> "s" + i % 24).toList())
            .write(work.resolve("twice.npz"));
    refused(score(twice, table(true)), "layer 'conv': activations", "in rows 0 and 24");
  }

  @Test
  void features_without_names_are_refused() throws IOException {
    Path unnamed =
        new Features()
            .random("conv", STIMULI, 4)
            .wholes("labels", new long[STIMULI])
            .write(work.resolve("unnamed.npz"));
    refused(score(unnamed, table(true)), "rows without names", "an array 'ids' or 'files'");
  }

  @Test
  void features_of_a_network_are_extracted_first() throws IOException {
    Path model =
        Files.writeString(
            work.resolve("small.yaml"),
            """
            name: small
            dataset: {id: fashion-mnist, subset: embedded, trainingLimit: 4, testLimit: 4}
            architecture: {id: resnet-cifar, depth: 8, filters: 4}
            rule: {id: backpropagation}
            """);
    Path images = Files.createDirectories(work.resolve("images"));
    for (int i = 0; i < STIMULI; i++) {
      BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
      image.setRGB(i, i, 0xffffff);
      image.setRGB(27 - i, 5, 0x808080);
      ImageIO.write(image, "png", images.resolve("s" + i + ".png").toFile());
    }
    JsonNode json =
        json(
            score(
                model,
                table(true),
                "--images",
                images.toString(),
                "--layers",
                "pool,logits",
                "--json"));
    assertThat(json.at("/regions/0/layers")).hasSize(2);
    assertThat(json.get("reduction").asText()).isEqualTo("mean");
    assertThat(work.resolve("scores/.features.npz")).doesNotExist();
    refused(score(model, table(true)), "neither --images nor --dataset");
    refused(
        score(model, table(true), "--images", images.toString(), "--layers", "pol"),
        "no layer 'pol'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --metric plz                     | --metric: found 'plz'      | did you mean 'pls'?
          --metric nothing-like-it         | --metric: found            | one of
          --metric-set components          | --metric-set: found        | KEY=VALUE
          --metric-set component=5         | component                  | components
          --metric-set components=many     | components                 | whole number
          --metric-set scale=true,tol=1e-4 | tol                        | tolerance
          --layers y                       | --layers: found 'y'        | some of x, noise, steps
          --region V1                      | V1                         | IT
          --window 70                      | --window: found '70'       | two times in ms
          --window 110-70                  | --window: found '110-70'   | the first less
          --window 70-170                  | 70                         | without a gap
          --course sometimes               | 'sometimes'                | shared, per-bin, flattened, none
          --metric rdm --course shared     | for a metric that predicts | leave it out
          --readout first                  | --readout: found 'first'   | window, mean, last
          --train 1                        | --train: found 1.0         | write for example --train 0.9
          --train x                        | --train: found 'x'         | from 0.0 to 1.0
          --ceiling-threshold 2            | found '2'                  | from 0.0 to 1.0
          --splits 0                       | --splits: found '0'        | from 1
          --stratify colour                | colour                     | object_name
          --split thirds                   | --split: found 'thirds'    | shuffle, k-fold
          --split k-fold --splits 1        | --splits: found '1'        | from 2
          --split k-fold --train 0.5       | --train: found a share     | remove it
          --group object_name --stratify object_name | beside --stratify | remove one of them
          --group colour                   | colour                     | object_name
          --images photos                  | --images: found features   | remove it
          --checkpoint 4                   | --checkpoint: found features | remove it
          --set seed=4                     | --set: found features      | remove it
          """)
  void wrong_usage_says_what_was_expected(String words, String found, String advice) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "score",
                "--model",
                features,
                "--assembly",
                FIXTURE.resolve("assembly.nc").toString(),
                "--out",
                work.resolve("scores").toString()));
    if (!words.contains("--window")) {
      all.addAll(List.of("--window", "70-110"));
    }
    refused(run(all, words.split(" ")), found, advice);
    assertThat(work.resolve("scores/neural.json")).doesNotExist();
  }

  @Test
  void results_go_into_a_folder_and_never_over_a_file() throws IOException {
    Files.writeString(work.resolve("scores"), "mine");
    refused(score("--window", "70-110"), "--out: found the file", "expected a folder");
    assertThat(work.resolve("scores")).hasContent("mine");
  }

  @Test
  void a_course_needs_several_time_bins() throws IOException {
    Path model = named("s%d").write(work.resolve("m.npz"));
    refused(score(model, table(true), "--course", "shared"), "one time bin", "leave it out");
  }

  @Test
  void a_recording_of_other_times_needs_a_window() throws IOException {
    StringBuilder table = new StringBuilder("stimulus_id,time_bin_start,time_bin_end,neuroid.a\n");
    for (int i = 0; i < 2 * STIMULI; i++) {
      table.append("s%d,%d,%d,%d%n".formatted(i / 2, 10 * (i % 2), 10 * (i % 2) + 10, i * i % 11));
    }
    Path recording = Files.writeString(work.resolve("early.csv"), table.toString());
    Path model = named("s%d").write(work.resolve("m.npz"));
    refused(score(model, recording), "2 time bins from 0-10 ms", "--window 0-50");
    assertThat(score(model, recording, "--window", "0-20").exitCode()).isZero();
  }

  @Test
  void model_and_recording_are_needed() {
    refused(CommandLineRun.of("score"), "no --model");
    refused(CommandLineRun.of("score", "--model", features), "no --assembly");
    refused(CommandLineRun.of("score", "x"), "options only");
  }

  private static void refused(CommandLineRun run, String... parts) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(parts);
  }
}
