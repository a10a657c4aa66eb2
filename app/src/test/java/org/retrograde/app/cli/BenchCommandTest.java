// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmarks on networks so small that a figure takes a moment. */
class BenchCommandTest {

  private static final String TINY =
      """
      name: tiny
      dataset: {id: fashion-mnist, trainingLimit: 64, testLimit: 20}
      architecture:
        id: sequential
        layers:
          - {type: flatten}
          - {type: dense, name: logits, units: 10}
      rules: [{id: backpropagation}, {id: feedback-alignment}]
      training: {epochs: 3, batchSize: 16, task: {learningRate: 1e-3}}
      """;

  @TempDir Path work;

  @Test
  void step_prints_one_line_with_the_keys_of_its_peers() throws IOException {
    JsonNode line =
        line(
            "bench step --architecture resnet-cifar --depth 8 --batch 2 --size 8 --steps 1 --rule"
                + " feedback-alignment");

    assertThat(line.fieldNames())
        .toIterable()
        .startsWith(
            "peer", "rule", "depth", "batch", "size", "channelsLast", "minSeconds", "medianSeconds")
        .contains("heapBytesPerStep")
        .endsWith("mode", "architecture");
    assertThat(line.get("peer").asText()).startsWith("retrograde ");
    assertThat(line.get("rule").asText()).isEqualTo("feedback-alignment");
    assertThat(line.get("mode").asText()).isEqualTo("step");
    assertThat(line.get("heapBytesPerStep").asLong()).isNotNegative();
  }

  @Test
  void step_takes_an_architecture_without_depth() throws IOException {
    JsonNode line =
        line("bench step --architecture lenet --batch 2 --size 32 --channels 3 --steps 2");

    assertThat(line.get("architecture").asText()).isEqualTo("lenet");
    assertThat(line.has("depth")).isFalse();
    assertThat(line.get("minSeconds").asDouble())
        .isPositive()
        .isLessThanOrEqualTo(line.get("medianSeconds").asDouble());
  }

  @Test
  void step_can_trade_time_for_memory() throws IOException {
    String lenet = "bench step --architecture lenet --batch 2 --size 32 --steps 1 --memory ";
    assertThat(line(lenet + "low").get("medianSeconds").asDouble()).isPositive();
    CommandLineRun wrong = CommandLineRun.of((lenet + "less").split(" "));
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("--memory", "'less'", "normal or low");
  }

  @Test
  void eval_prints_seconds_per_batch_and_names_no_rule() throws IOException {
    JsonNode line =
        line("bench eval --architecture lenet --batch 3 --size 16 --channels 1 --steps 2");

    assertThat(line.get("mode").asText()).isEqualTo("eval");
    assertThat(line.get("batch").asInt()).isEqualTo(3);
    assertThat(line.get("medianSeconds").asDouble()).isPositive();
    assertThat(line.has("rule")).isFalse();
  }

  @Test
  void epoch_prints_a_line_for_each_run_of_the_experiment() throws IOException {
    Path file = Files.writeString(work.resolve("tiny.yaml"), TINY);

    CommandLineRun run =
        CommandLineRun.of("bench", "epoch", file.toString(), "--set", "training.batchSize=8");

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode line = new ObjectMapper().readTree(lines.get(1));
    assertThat(line.get("rule").asText()).isEqualTo("feedback-alignment");
    assertThat(line.get("steps").asInt()).as("of one epoch").isEqualTo(8);
    double steps = 8 * line.get("medianSeconds").asDouble();
    assertThat(line.get("ratio").asDouble())
        .isCloseTo(line.get("epochSeconds").asDouble() / steps, Percentage.withPercentage(5));
    assertThat(work).as("nothing is written").isDirectoryNotContaining(Files::isDirectory);
  }

  @Test
  void epoch_names_the_file_of_an_experiment_that_the_data_do_not_fit() throws IOException {
    Path file = Files.writeString(work.resolve("tiny.yaml"), TINY);

    CommandLineRun run =
        CommandLineRun.of("bench", "epoch", file.toString(), "--set", "training.batchSize=65");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("tiny.yaml: training.batchSize: found 65").hasLineCount(1);
  }

  private static JsonNode line(String words) throws IOException {
    CommandLineRun run = CommandLineRun.of(words.split(" "));
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).hasLineCount(1);
    return new ObjectMapper().readTree(run.out());
  }
}
