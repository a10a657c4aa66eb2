// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One command trains networks and scores them against neurons. */
class NeuronsTest {

  private static final String TINY =
      """
      name: tiny
      dataset: {id: fashion-mnist, trainingLimit: 32, testLimit: 60}
      architectures:
        - name: wide
          id: sequential
          layers:
            - {type: conv2d, name: conv, filters: 4, kernel: 5, stride: 4, padding: 2, activation: relu}
            - {type: flatten}
            - {type: dense, name: logits, units: 10}
        - name: narrow
          id: sequential
          layers:
            - {type: conv2d, name: conv, filters: 2, kernel: 5, stride: 4, padding: 2, activation: relu}
            - {type: flatten}
            - {type: dense, name: logits, units: 10}
      rule: {id: backpropagation}
      training: {epochs: 1, batchSize: 16, checkpointEvery: 1, keepCheckpoints: 9}
      """;

  private static final String NEURONS =
      """
      neurons:
        simulate: {seed: 9, layers: [conv=IT, logits=V4], neuroids: 3, repetitions: 4}
        limit: 50
        layers: conv
        metric: {id: ridge, alpha: 0.5}
        splits: 2
        stratify: none
        bootstrap: 20
      """;

  @TempDir Path work;
  private Path out = Path.of("");

  @BeforeEach
  void folder() {
    out = work.resolve("runs");
  }

  private CommandLineRun run(String text, String... more) throws IOException {
    Path file = Files.writeString(work.resolve("tiny.yaml"), text);
    List<String> words = new ArrayList<>(List.of("run", file.toString(), "--out", out.toString()));
    words.addAll(List.of(more));
    return CommandLineRun.of(words.toArray(String[]::new));
  }

  private static CommandLineRun ok(CommandLineRun run) {
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private Path only() throws IOException {
    try (var folders = Files.list(out)) {
      return folders.findFirst().orElseThrow();
    }
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  @Test
  void a_comparison_is_trained_scored_and_reported_by_one_command() throws IOException {
    CommandLineRun run = ok(run(TINY + NEURONS, "--set", "neurons.predictivityEvery=2"));

    Path folder = only();
    assertThat(run.out())
        .containsSubsequence(
            "neurons: simulated, no recording, in " + folder.resolve("simulated.nc"),
            "50 of 50 images",
            "neurons: wide+backpropagation-seed1 after step 2",
            "neurons: wide+backpropagation-seed1\n",
            "IT: 1 layer, about",
            "neurons: narrow+backpropagation-seed1",
            "s/step",
            "IT, 50 stimuli",
            "after step 2",
            "network                       region  best layer",
            "IT: narrow+backpropagation-seed1 less wide+backpropagation-seed1: ",
            "raw: ridge, mean over 2 splits",
            "report: " + folder.resolve("report.html"));
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("Predictivity of neurons", "Recording: simulated.nc (simulated, no recording)");
    for (String name : List.of("wide", "narrow")) {
      Path one = folder.resolve(name + "+backpropagation-seed1");
      assertThat(one.resolve("scores.csv")).isNotEmptyFile();
      assertThat(one.resolve(".features.npz")).doesNotExist();
      JsonNode score = json(one.resolve("neural.json"));
      assertThat(score.get("regions")).hasSize(2);
      assertThat(score.at("/parameters/alpha").asDouble()).isEqualTo(0.5);
      assertThat(score.get("training")).hasSize(1);
      assertThat(Files.readString(one.resolve("experiment.yaml")))
          .contains("neurons:", "architecture:\n      name: wide");
    }
  }

  /**
   * The same numbers as by hand, and neurons that follow the first network as the seed draws it.
   */
  @Test
  void it_is_what_the_three_commands_do() throws IOException {
    JsonNode scored =
        new ObjectMapper()
            .readTree(ok(run(TINY + NEURONS, "--json")).out())
            .at("/experiments/0/neurons");
    assertThat(scored.get("runs")).hasSize(2);
    assertThat(scored.get("compared")).hasSize(2);
    assertThat(scored.at("/compared/0/second").asText()).isEqualTo("narrow+backpropagation-seed1");
    assertThat(scored.at("/compared/0/interval/1").asDouble())
        .isGreaterThanOrEqualTo(scored.at("/compared/0/difference").asDouble());
    Path hand = work.resolve("hand.nc");
    Path file = work.resolve("tiny.yaml");
    ok(
        CommandLineRun.of(
            ("simulate-assembly --model %s --set seed=9 --seed 9 --dataset test --limit 50 --layers"
                    + " conv=IT,logits=V4 --neuroids 3 --repetitions 4 --out %s")
                .formatted(file, hand)
                .split(" ")));
    assertThat(only().resolve("simulated.nc")).hasSameBinaryContentAs(hand);
    JsonNode byHand =
        new ObjectMapper()
            .readTree(
                ok(CommandLineRun.of(
                        ("score --model %s --assembly %s --dataset test --limit 50 --layers conv"
                                + " --metric ridge --metric-set alpha=0.5 --splits 2 --stratify"
                                + " none --bootstrap 20 --json --out %s")
                            .formatted(only(), hand, work.resolve("scores"))
                            .split(" ")))
                    .out());
    assertThat(regions(byHand, "narrow")).isEqualTo(regions(scored, "narrow"));
    assertThat(regions(byHand, "wide")).isEqualTo(regions(scored, "wide"));
  }

  private static JsonNode regions(JsonNode scores, String network) {
    for (JsonNode run : scores.get("runs")) {
      if (run.get("model").asText().contains(network + "+")) {
        return run.get("regions");
      }
    }
    throw new AssertionError(network);
  }

  @Test
  void one_run_is_scored_against_a_recording_and_resumed_for_its_scores() throws IOException {
    ok(run(TINY + NEURONS));
    Path recording = Files.move(only().resolve("simulated.nc"), work.resolve("recorded.nc"));
    out = work.resolve("single");
    String recorded =
        NEURONS.replaceFirst("  simulate: .*\n", "  assembly: " + recording + "\n  regions: V4\n");
    String one = "architecture: {id: lenet}\n";
    String lenet = TINY.replaceFirst("(?s)architectures:.*(?=rule:)", one);
    ok(run(lenet + recorded.replace("layers: conv", "layers: all")));
    Path folder = only();
    assertThat(folder.resolve("simulated.nc")).doesNotExist();
    JsonNode first = json(folder.resolve("neural.json"));
    assertThat(first.get("regions")).hasSize(1);
    assertThat(first.at("/regions/0/region").asText()).isEqualTo("V4");
    // What a kill while layers were scored leaves.
    Files.delete(folder.resolve("neural.json"));

    CommandLineRun resumed = ok(CommandLineRun.of("resume", folder.toString()));

    assertThat(resumed.out()).contains("V4, 50 stimuli").doesNotContain("resumed after step");
    assertThat(json(folder.resolve("neural.json"))).isEqualTo(first);
    assertThat(Files.readString(folder.resolve("report.html"))).contains("Predictivity of neurons");
  }

  @Test
  void what_was_simulated_before_is_used_again() throws IOException {
    ok(run(TINY + NEURONS));
    Path folder = only();
    Path wide = folder.resolve("wide+backpropagation-seed1");
    JsonNode before = json(wide.resolve("neural.json"));
    Files.delete(wide.resolve("neural.json"));
    byte[] neurons = Files.readAllBytes(folder.resolve("simulated.nc"));

    CommandLineRun resumed = ok(CommandLineRun.of("resume", folder.toString()));

    assertThat(resumed.out()).contains("simulated.nc was simulated before and is used again");
    assertThat(Files.readAllBytes(folder.resolve("simulated.nc"))).isEqualTo(neurons);
    assertThat(json(wide.resolve("neural.json"))).isEqualTo(before);
  }

  /** The advice after a scoring that failed is to correct it and to resume. */
  @Test
  void a_comparison_is_scored_anew_after_its_section_was_changed() throws IOException {
    ok(run(TINY + NEURONS));
    Path folder = only();
    Path file = folder.resolve("experiment.yaml");
    Files.writeString(file, Files.readString(file).replace("bootstrap: 20", "bootstrap: 30"));

    ok(CommandLineRun.of("resume", folder.toString()));

    for (String name : List.of("wide", "narrow")) {
      Path one = folder.resolve(name + "+backpropagation-seed1");
      assertThat(json(one.resolve("neural.json")).get("bootstrap").asInt()).isEqualTo(30);
      assertThat(Files.readString(one.resolve("experiment.yaml"))).contains("bootstrap: 30");
    }
  }

  @Test
  void what_cannot_be_scored_on_resuming_names_the_folder() throws IOException {
    ok(run(TINY + NEURONS));
    Path folder = only();
    Path file = folder.resolve("experiment.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst("(?s)  simulate:\n.*", "")
            .replace("neurons:\n", "neurons:\n  assembly: gone.nc\n"));

    CommandLineRun resumed = CommandLineRun.of("resume", folder.toString());

    assertThat(resumed.exitCode()).isEqualTo(2);
    assertThat(resumed.err()).contains(folder + ": neurons.assembly: found no file 'gone.nc'");
    CommandLineRun nowhere = CommandLineRun.of("resume", work.resolve("nowhere").toString());
    assertThat(nowhere.err()).containsOnlyOnce("nowhere: found no such folder");
  }

  @Test
  void runs_that_failed_leave_the_others_unscored_and_say_how_to_go_on() throws IOException {
    CommandLineRun run =
        run(
            TINY + NEURONS,
            "--set",
            "training.task.learningRate=1000000",
            "--set",
            "training.epochs=20");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("neurons: not scored, since not every run ended well", "retrograde resume")
        .doesNotContain("50 stimuli");
    assertThat(only().resolve("simulated.nc")).doesNotExist();
  }

  @Test
  void a_scoring_that_fails_keeps_the_table_of_training() throws IOException {
    ok(run(TINY + NEURONS));
    Path folder = only();
    Files.writeString(folder.resolve("simulated.nc"), "no recording");

    CommandLineRun resumed = CommandLineRun.of("resume", folder.toString());

    assertThat(resumed.exitCode()).isEqualTo(1);
    assertThat(resumed.out()).contains("s/step", "neurons: not scored; once that is");
    assertThat(resumed.err()).contains("simulated.nc").hasLineCount(1);
    JsonNode json =
        new ObjectMapper()
            .readTree(CommandLineRun.of("resume", folder.toString(), "--json").out())
            .at("/experiments/0");
    assertThat(json.get("unscored").asText()).contains("neurons: not scored");
    assertThat(json.get("failures")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          layers=[conf]           | neurons.layers: found no layer 'conf' in architecture 'wide' | did you mean 'conv'?
          regions=[V1]            | neurons.regions: found 'V1', which is not simulated          | some of IT, V4
          metric.id=plz           | neurons.metric.id: found 'plz'                               | did you mean 'pls'?
          metric.beta=1           | neurons.metric.beta: found unknown key 'beta'                | alpha
          metric={id: pls}        | layer 'conv': pls.components: found 25 components            | or leave the layer out
          simulate.layers=[x=IT]  | neurons.simulate.layers: found no layer 'x'                  | logits
          simulate.layers=[all=IT] | neurons.simulate.layers: found 'all'                      | layers by name
          simulate.seed=1         | neurons.simulate.seed: found 1, from which                   | another seed than those of runs
          simulate.layers=[conv]  | neurons.simulate.layers: found 'conv'                        | LAYER=REGION
          simulate.neuroids=0     | neurons.simulate.neuroids: found 0                           | from 1
          simulate.reliability=0  | neurons.simulate.reliability: found 0.0                      | above 0
          assembly=a.nc           | neurons.simulate: found assembly and simulate                | one of the two
          simulate.sed=1          | neurons.simulate.sed                                         | did you mean 'seed'?
          window=70-              | neurons.window: found '70-'                                  | write for example 'window: 70-170'
          window=0-50             | 70                                                           | without a gap
          course=shared           | neurons.course: found 'shared'                               | several time bins
          course=sometimes        | neurons.course: found 'sometimes'                            | shared, per-bin, flattened, none
          reduce=max              | neurons.reduce: found 'max'                                  | mean, flatten, or random:D
          stratify=colour         | colour                                                       | object_name
          stratify=object_name    | 10 labels                                                    | stratify
          part=validation         | neurons.part: found validation                               | test or train
          images=nowhere          | nowhere                                                      | folder
          train=1.5               | neurons.train: found 1.5                                     | a number
          limit=3                 | splits: found a division of 3 stimuli with one to score on   | give more stimuli
          """)
  void what_is_wrong_is_said_before_training(String key, String found, String expected)
      throws IOException {
    CommandLineRun run = run(TINY + NEURONS, "--set", "neurons." + key);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(found, expected).hasLineCount(1);
    assertThat(out).doesNotExist();
  }

  /** Whether a mapping can be fitted depends on stimuli alone where units are many. */
  @Test
  void too_few_stimuli_for_a_wide_layer_are_refused_before_training() throws IOException {
    String wide =
        TINY.replace("filters: 4, kernel: 5, stride: 4", "filters: 8, kernel: 5, stride: 2");
    String flat =
        NEURONS.replace("{id: ridge, alpha: 0.5}", "{id: pls, components: 23}")
            + "  reduce: flatten\n";
    refused(
        run(wide + flat), "layer 'conv': pls.components: found 23 components; expected at most 22");
  }

  @Test
  void a_consistency_without_predictions_is_refused() throws IOException {
    refused(
        run(TINY + NEURONS.replace("{id: ridge, alpha: 0.5}", "{id: cka}") + "  consistency: 2\n"),
        "neurons.consistency: found '2' for 'cka'",
        "such as ridge-cv");
  }

  @Test
  void a_recording_that_does_not_fit_is_refused_before_training() throws IOException {
    String recorded =
        NEURONS.replaceFirst(
            "  simulate: .*\n",
            "  assembly: " + ScoreCommandTest.FIXTURE.resolve("assembly.nc") + "\n");
    refused(
        run(TINY + recorded + "  window: 70-110\n"),
        "none of which was shown",
        "'stimuli: stimuli.csv'");
    refused(run(TINY + recorded + "  regions: [V1]\n"), "V1");
    refused(run(TINY + recorded.replace("assembly.nc", "missing.nc")), "missing.nc", "tiny.yaml");
    refused(run(TINY + "neurons: {metric: {id: ridge}}\n"), "neither assembly nor simulate");
    refused(
        run(TINY + NEURONS.replace("limit: 50", "stimuli: set.csv")), "neurons.stimuli", "remove");
  }

  private void refused(CommandLineRun run, String... parts) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(parts);
    assertThat(out).doesNotExist();
  }
}
