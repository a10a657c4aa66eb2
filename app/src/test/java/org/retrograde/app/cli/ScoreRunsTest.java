// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training under two rules, and then how well each network predicts simulated neurons. */
class ScoreRunsTest {

  private static final String TINY =
      """
      name: tiny
      dataset: {id: fashion-mnist, trainingLimit: 64, testLimit: 80}
      architecture:
        id: sequential
        layers:
          - {type: conv2d, name: conv, filters: 4, kernel: 5, stride: 4, padding: 2, activation: relu}
          - {type: flatten}
          - {type: dense, name: logits, units: 10}
      rules: [{id: backpropagation}, {id: feedback-alignment}]
      training: {epochs: 1, batchSize: 16, checkpointEvery: 2, keepCheckpoints: 9}
      """;

  @TempDir Path work;
  private Path comparison = Path.of("");

  @BeforeEach
  void train() throws IOException {
    Path file = Files.writeString(work.resolve("tiny.yaml"), TINY);
    CommandLineRun run = CommandLineRun.of("run", file.toString(), "--out", work.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    try (var folders = Files.list(work)) {
      comparison = folders.filter(Files::isDirectory).findFirst().orElseThrow();
    }
    CommandLineRun simulated =
        CommandLineRun.of(
            "simulate-assembly",
            "--model",
            file.toString(),
            "--dataset",
            "test",
            "--layers",
            "conv=IT",
            "--neuroids",
            "4",
            "--out",
            recording());
    assertThat(simulated.exitCode()).as(simulated.err()).isZero();
  }

  private String recording() {
    return work.resolve("simulated.nc").toString();
  }

  private CommandLineRun score(Path model, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "score",
                "--model",
                model.toString(),
                "--assembly",
                recording(),
                "--dataset",
                "test",
                "--metric",
                "ridge",
                "--splits",
                "3",
                "--stratify",
                "none"));
    words.addAll(Arrays.asList(more));
    return CommandLineRun.of(words.toArray(String[]::new));
  }

  @Test
  void all_runs_of_a_comparison_are_scored_into_one_report() throws IOException {
    CommandLineRun run = score(comparison);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("backpropagation-seed1", "feedback-alignment-seed1", "conv", "ceiling")
        .contains("IT: feedback-alignment-seed1 less backpropagation-seed1: ");
    assertThat(Files.readString(comparison.resolve("report.html")))
        .contains("Predictivity of neurons");
    for (String rule : List.of("backpropagation", "feedback-alignment")) {
      Path folder = comparison.resolve(rule + "-seed1");
      assertThat(folder.resolve("scores.csv")).isNotEmptyFile();
      assertThat(folder.resolve(".features.npz")).doesNotExist();
      JsonNode score = new ObjectMapper().readTree(folder.resolve("neural.json").toFile());
      assertThat(score.at("/regions/0/region").asText()).isEqualTo("IT");
      assertThat(score.at("/regions/0/layers/0/raw").asDouble()).isBetween(0.0, 1.0);
    }
  }

  @Test
  void predictivity_is_followed_during_training() throws IOException {
    Path run = comparison.resolve("backpropagation-seed1");
    CommandLineRun scored = score(run, "--predictivity-every", "2", "--json");
    assertThat(scored.exitCode()).as(scored.err()).isZero();
    JsonNode training = new ObjectMapper().readTree(scored.out()).get("training");
    assertThat(training).hasSize(2);
    assertThat(training.at("/0/step").asInt()).isEqualTo(2);
    assertThat(training.at("/1/step").asInt()).isEqualTo(4);
    assertThat(training.at("/1/regions/0/report/raw").asDouble()).isBetween(-1.0, 1.0);
    assertThat(
            score(run, "--predictivity-every", "2", "--out", work.resolve("own").toString()).out())
        .contains("after step 2", "after step 4");
    assertThat(work.resolve("own").resolve("report.html")).isNotEmptyFile();
  }

  @Test
  void a_run_without_a_checkpoint_to_follow_is_named() throws IOException {
    CommandLineRun scored =
        score(comparison.resolve("backpropagation-seed1"), "--predictivity-every", "7");
    assertThat(scored.exitCode()).as(scored.err()).isZero();
    assertThat(scored.out() + scored.err())
        .contains("backpropagation-seed1 kept no checkpoint after a multiple of 7 steps")
        .doesNotContain("after step");
  }

  @Test
  void only_runs_have_checkpoints_to_follow() {
    CommandLineRun file = score(work.resolve("tiny.yaml"), "--predictivity-every", "2");
    assertThat(file.exitCode()).isEqualTo(2);
    assertThat(file.err()).contains("--predictivity-every", "no run");
  }
}
