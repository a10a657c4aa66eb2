// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several architectures under several rules, with the real engine and networks of a moment. */
class MatrixTest {

  /** At rate 0 the last weights are the first. */
  private static final String MATRIX =
      """
      name: matrix
      dataset: {id: fashion-mnist, trainingLimit: 32, testLimit: 20}
      architectures:
        - id: sequential
          name: wide
          layers:
            - {type: flatten}
            - {type: dense, name: hidden, units: 8}
            - {type: dense, name: logits, units: 10}
        - id: sequential
          name: deep
          layers:
            - {type: flatten}
            - {type: dense, name: hidden, units: 8}
            - {type: dense, name: between, units: 6}
            - {type: dense, name: logits, units: 10}
      rules:
        - {id: backpropagation}
        - label: mixed
          perLayer:
            - {layers: between, optional: true, id: uniform-sign-symmetry}
            - {layers: "*", id: backpropagation}
      training: {epochs: 1, batchSize: 16, evaluationBatchSize: 20, task: {learningRate: 0}}
      """;

  @TempDir Path work;
  private Path file;
  private Path out;

  @BeforeEach
  void writeExperiment() throws IOException {
    file = Files.writeString(work.resolve("matrix.yaml"), MATRIX);
    out = work.resolve("runs");
  }

  @Test
  void every_architecture_runs_under_every_rule_from_the_same_first_weights() throws IOException {
    CommandLineRun run = run("--json");
    assertThat(run.exitCode()).as(run.err()).isZero();

    JsonNode runs = new ObjectMapper().readTree(run.out()).at("/experiments/0/runs");
    assertThat(runs)
        .extracting(r -> r.get("architecture").asText() + " " + r.get("rule").asText())
        .containsExactly(
            "wide backpropagation", "wide mixed", "deep backpropagation", "deep mixed");
    assertThat(weights(runs.get(2), "hidden.W"))
        .as("equal names and shapes")
        .isEqualTo(weights(runs.get(0), "hidden.W"))
        .isEqualTo(weights(runs.get(3), "hidden.W"));
    assertThat(weights(runs.get(2), "logits.W")).isNotEqualTo(weights(runs.get(0), "logits.W"));
  }

  @Test
  void the_table_and_the_progress_name_the_architecture() {
    CommandLineRun run = run();

    assertThat(run.out())
        .contains("deep, mixed, seed 1: finished after step 2")
        .containsPattern("architecture +rule +seed +status")
        .containsPattern("(?m)^deep +mixed +1 +finished");
  }

  @Test
  void a_pattern_that_an_architecture_has_no_layer_for_is_refused_with_its_name() {
    CommandLineRun run =
        run("--set", "rules=[{perLayer: [{layers: between, id: backpropagation}]}]");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("architecture 'wide'", "'hidden'").hasLineCount(1);
    assertThat(out).doesNotExist();
  }

  private CommandLineRun run(String... options) {
    String[] words = new String[options.length + 4];
    words[0] = "run";
    words[1] = file.toString();
    words[2] = "--out";
    words[3] = out.toString();
    System.arraycopy(options, 0, words, 4, options.length);
    return CommandLineRun.of(words);
  }

  private static byte[] weights(JsonNode run, String name) throws IOException {
    Path checkpoint = Path.of(run.get("folder").asText()).resolve("checkpoints/2.npz");
    try (ZipFile arrays = new ZipFile(checkpoint.toFile());
        InputStream in =
            arrays.getInputStream(Objects.requireNonNull(arrays.getEntry(name + ".npy")))) {
      return in.readAllBytes();
    }
  }
}
