// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program as users run it, with the real engine and a network so small that a run takes a
 * moment.
 */
class EndToEndTest {

  private static final String TINY =
      """
      name: tiny
      dataset: {id: fashion-mnist, trainingLimit: 64, testLimit: 20}
      architecture:
        id: sequential
        layers:
          - {type: flatten}
          - {type: dense, name: hidden, units: 8, activation: tanh}
          - {type: dense, name: logits, units: 10}
      rule: {id: information-alignment}
      training: {epochs: 3, batchSize: 16, evaluationBatchSize: 20, logEvery: 1, alignmentEvery: 2, checkpointEvery: 3}
      """;

  @TempDir Path work;
  private Path file;
  private Path out;

  @BeforeEach
  void writeExperiment() throws IOException {
    file = Files.writeString(work.resolve("tiny.yaml"), TINY);
    out = work.resolve("runs");
  }

  @Test
  void run_trains_and_prints_a_table_and_the_report() {
    CommandLineRun run = CommandLineRun.of("run", file.toString(), "--out", out.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(
            "planned, 12 steps",
            "epoch 3, step 12: test accuracy",
            "angle W/B",
            "information-alignment")
        .contains("report: " + onlyRun().resolve("report.html"));
    assertThat(onlyRun().resolve("report.html")).isNotEmptyFile();
  }

  @Test
  void a_run_records_the_kernels_that_serve_or_those_it_was_told_to_use() throws IOException {
    ObjectMapper json = new ObjectMapper();
    Path named = work.resolve("named");
    CommandLineRun.of("run", file.toString(), "--out", out.toString());
    CommandLineRun.of("run", file.toString(), "--out", named.toString(), "--kernels", "nd4j");

    JsonNode doctor = json.readTree(CommandLineRun.of("doctor", "--json").out());
    assertThat(json.readTree(onlyRun().resolve("provenance.json").toFile()).at("/kernels/id"))
        .isEqualTo(doctor.at("/servingKernels/id"));
    assertThat(
            json.readTree(only(named).resolve("provenance.json").toFile())
                .at("/kernels/id")
                .asText())
        .isEqualTo("nd4j");
  }

  @Test
  void the_resolved_experiment_repeats_the_run_bit_by_bit() throws IOException {
    CommandLineRun.of("run", file.toString(), "--out", out.toString());
    Path first = onlyRun();
    Path again = work.resolve("again");

    CommandLineRun.of(
        "run", first.resolve("experiment.yaml").toString(), "--out", again.toString());

    Path second = only(again);
    assertThat(second.resolve("checkpoints/12.npz"))
        .hasSameBinaryContentAs(first.resolve("checkpoints/12.npz"));
    assertThat(second.resolve("experiment.yaml"))
        .hasSameTextualContentAs(first.resolve("experiment.yaml"));
  }

  @Test
  void a_killed_run_resumes_to_the_same_bits() throws IOException {
    CommandLineRun.of("run", file.toString(), "--out", out.toString());
    Path run = onlyRun();
    byte[] weights = Files.readAllBytes(run.resolve("checkpoints/12.npz"));
    List<String> metrics = withoutTimes(run);
    // What a kill after step 9 and before the end leaves: a later part of the metrics, no summary.
    Files.delete(run.resolve("checkpoints/12.npz"));
    Files.delete(run.resolve("checkpoints/12.json"));
    Files.delete(run.resolve("summary.json"));
    Files.writeString(run.resolve("metrics.jsonl"), "{\"type\":\"st", StandardOpenOption.APPEND);

    CommandLineRun resumed = CommandLineRun.of("resume", run.toString());

    assertThat(resumed.exitCode()).isZero();
    assertThat(resumed.out()).contains("resumed after step 9");
    assertThat(Files.readAllBytes(run.resolve("checkpoints/12.npz"))).isEqualTo(weights);
    assertThat(withoutTimes(run)).isEqualTo(metrics);
  }

  @Test
  void compare_makes_a_run_for_each_rule_and_seed_and_prints_json_alone() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "compare",
            file.toString(),
            "--rules",
            "backpropagation,feedback-alignment",
            "--seeds",
            "1,2",
            "--epochs",
            "1",
            "--out",
            out.toString(),
            "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode experiment = new ObjectMapper().readTree(run.out()).get("experiments").get(0);
    assertThat(experiment.get("runs"))
        .hasSize(4)
        .allMatch(r -> r.get("status").asText().equals("finished"));
    assertThat(run.err()).contains("epoch 1, step 4: test accuracy");
    assertThat(onlyRun().resolve("report.html")).isNotEmptyFile();
  }

  @Test
  void an_alignment_section_that_none_of_the_compared_rules_uses_is_refused() {
    CommandLineRun run =
        CommandLineRun.of(
            "compare",
            file.toString(),
            "--rules",
            "backpropagation,feedback-alignment",
            "--set",
            "training.alignment.learningRate=0.1",
            "--out",
            out.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("training.alignment", "backpropagation, feedback-alignment");
    assertThat(out).doesNotExist();
  }

  @Test
  void a_rule_for_a_layer_that_is_not_there_names_the_file_and_leaves_nothing_behind() {
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            file.toString(),
            "--set",
            "rule={perLayer: [{layers: conv1, id: backpropagation}]}",
            "--out",
            out.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("tiny.yaml: rule: found no rule for layer 'hidden'")
        .hasLineCount(1);
    assertThat(out).doesNotExist();
  }

  @Test
  void a_checkpoint_of_another_architecture_is_refused() throws IOException {
    CommandLineRun.of("run", file.toString(), "--out", out.toString());
    Path run = onlyRun();
    Files.delete(run.resolve("summary.json"));
    Path experiment = run.resolve("experiment.yaml");
    Files.writeString(experiment, Files.readString(experiment).replace("units: 8", "units: 9"));

    CommandLineRun resumed = CommandLineRun.of("resume", run.toString());

    assertThat(resumed.exitCode()).isEqualTo(2);
    assertThat(resumed.err())
        .contains("12.json", "another experiment", "start a new run")
        .hasLineCount(1);
  }

  @Test
  void a_run_that_diverges_fails_with_one_line_and_exit_code_1() {
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            file.toString(),
            "--set",
            "training.task.learningRate=1000000",
            "--set",
            "rule={id: backpropagation}",
            "--set",
            "architecture.layers=[{type: flatten}, {type: dense, name: a, units: 8}, {type: dense,"
                + " name: b, units: 10}]",
            "--out",
            out.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("retrograde: ").contains("step").hasLineCount(1);
    assertThat(onlyRun().resolve("summary.json")).content().contains("\"status\" : \"failed\"");
  }

  @Test
  void report_writes_one_page_over_several_runs() throws IOException {
    CommandLineRun.of(
        "run", file.toString(), "--out", out.toString(), "--set", "training.epochs=1");
    Path run = onlyRun();
    Path page = work.resolve("both.html");

    CommandLineRun report =
        CommandLineRun.of(
            "report", run.toString(), run.toString(), "--out", page.toString(), "--json");

    assertThat(report.exitCode()).as(report.err()).isZero();
    assertThat(new ObjectMapper().readTree(report.out()).get("runs")).hasSize(2);
    assertThat(page).isNotEmptyFile();
  }

  private Path onlyRun() {
    return only(out);
  }

  private static Path only(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> withoutTimes(Path run) throws IOException {
    return Files.readAllLines(run.resolve("metrics.jsonl")).stream()
        .map(line -> line.replaceAll("\"secondsPerStep\":[^,}]*", ""))
        .toList();
  }
}
