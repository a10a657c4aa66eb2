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
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrograde.engine.compile.Compiler;

/** The programs of a network so small that planning takes a moment. */
class ExplainCommandTest {

  private static final String TINY =
      """
      name: tiny
      dataset: {id: fashion-mnist, trainingLimit: 64, testLimit: 20}
      architecture:
        id: sequential
        layers:
          - {type: conv2d, name: conv, filters: 4, kernel: 3, padding: 1, bias: false}
          - {type: batch_norm, name: norm, activation: relu}
          - {type: flatten}
          - {type: dense, name: logits, units: 10}
      rules: [{id: feedback-alignment}, {id: backpropagation}]
      training: {epochs: 3, batchSize: 16, evaluationBatchSize: 20, task: {learningRate: 1e-3}}
      """;

  private static final Offset<Double> ROUNDING = Offset.offset(1e-9);

  @TempDir Path work;
  private Path file;

  @BeforeEach
  void writeExperiment() throws IOException {
    file = Files.writeString(work.resolve("tiny.yaml"), TINY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"onednn", "nd4j"})
  void a_row_for_each_kernel_then_totals(String wanted) throws IOException {
    String kernels = wanted.equals("onednn") ? servingKernels() : wanted;
    CommandLineRun run = explain("--kernels", kernels);

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines.get(0))
        .isEqualTo("tiny: training step of feedback-alignment, 16 images, kernels " + kernels);
    assertThat(lines.get(2)).contains("operation", "MFLOP", "MiB", "inputs -> outputs");
    int rows = json("--kernels", kernels).get("instructions").size();
    assertThat(lines.subList(3, 3 + rows)).allMatch(line -> line.contains(" -> "));
    assertThat(lines.subList(3 + rows, lines.size())).noneMatch(line -> line.contains(" -> "));
    assertThat(run.out())
        .contains("convolution filter gradient", "[16,28,28,1] ", "if each value had its own")
        .doesNotContain("share");
  }

  @Test
  void json_has_every_kernel_and_the_totals() throws IOException {
    JsonNode step = json();

    JsonNode first = step.get("instructions").get(0);
    assertThat(first.fieldNames())
        .toIterable()
        .containsExactly(
            "number",
            "operation",
            "result",
            "inputs",
            "outputs",
            "flops",
            "bytes",
            "maps",
            "once",
            "again");
    JsonNode totals = step.get("totals");
    assertThat(totals.get("kernels").asInt() + totals.get("kernelsWhenParametersChange").asInt())
        .isEqualTo(step.get("instructions").size());
    assertThat(totals.get("flops").asLong())
        .as("of the kernels that run each time")
        .isEqualTo(sum(step, "flops"));
    assertThat(totals.get("maps").asLong()).isPositive().isEqualTo(sum(step, "maps"));
    assertThat(totals.get("plannedBytes").asLong())
        .isPositive()
        .isLessThan(totals.get("unsharedBytes").asLong());
    assertThat(totals.get("parameterBytes").asLong()).isPositive();
    assertThat(step.has("profile")).isFalse();
  }

  @Test
  void profile_measures_each_kernel_and_sums_up_by_kind() throws IOException {
    JsonNode planned = json();
    JsonNode measured = json("--profile", "2");

    assertThat(measured.get("instructions")).hasSameSizeAs(planned.get("instructions"));
    assertThat(measured.get("instructions"))
        .allMatch(instruction -> instruction.get("seconds").asDouble() > 0);
    assertThat(measured.get("profiledRuns").asInt()).isEqualTo(2);
    List<Double> seconds = new ArrayList<>();
    double share = 0;
    int kernels = 0;
    for (JsonNode kind : measured.get("profile")) {
      seconds.add(kind.get("seconds").asDouble());
      share += kind.get("fraction").asDouble();
      kernels += kind.get("kernels").asInt();
    }
    assertThat(seconds).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(share).isCloseTo(1, ROUNDING);
    assertThat(kernels).isEqualTo(measured.get("totals").get("kernels").asInt());
    assertThat(explain("--profile").out())
        .contains("ms", "rate", "GB/s", "share", "median over 10 runs");
  }

  @Test
  void the_evaluation_is_a_program_of_its_own() throws IOException {
    JsonNode evaluation = json("--evaluation", "--profile", "1");

    assertThat(evaluation.get("program").asText()).isEqualTo("evaluation");
    assertThat(evaluation.get("batch").asInt()).isEqualTo(20);
    assertThat(evaluation.has("rule")).isFalse();
    assertThat(evaluation.get("instructions"))
        .noneMatch(instruction -> instruction.get("operation").asText().contains("gradient"))
        .allMatch(instruction -> instruction.get("seconds").asDouble() > 0);
  }

  @Test
  void kernels_that_run_only_when_parameters_change_are_marked_and_not_counted()
      throws IOException {
    JsonNode totals = json("--evaluation").get("totals");
    JsonNode without = json("--evaluation", "--without", Compiler.HOIST).get("totals");
    String text = explain("--evaluation").out();

    int rare = totals.get("kernelsWhenParametersChange").asInt();
    assertThat(text.lines().filter(line -> line.contains(" *  "))).hasSize(rare);
    assertThat(text.contains("* runs only when parameters change")).isEqualTo(rare > 0);
    assertThat(without.get("kernelsWhenParametersChange").asInt()).isZero();
    assertThat(without.get("kernels").asInt()).isEqualTo(totals.get("kernels").asInt() + rare);
  }

  @Test
  void rule_settings_and_passes_change_the_program() throws IOException {
    JsonNode step =
        json(
            "--rule",
            "backpropagation",
            "--set",
            "training.batchSize=8",
            "--without",
            Compiler.REUSE + "," + Compiler.IN_PLACE);

    assertThat(step.get("rule").asText()).isEqualTo("backpropagation");
    assertThat(step.get("batch").asInt()).isEqualTo(8);
    assertThat(step.get("without")).hasSize(2);
    assertThat(step.get("totals").get("plannedBytes").asLong())
        .isGreaterThanOrEqualTo(step.get("totals").get("unsharedBytes").asLong());
  }

  @Test
  void low_memory_is_seen_in_what_is_computed_again() throws IOException {
    String deep = "architecture={id: resnet-cifar, depth: 8}";
    String[] low = {"--set", deep, "--set", "training.memory=low"};
    JsonNode normal = json("--set", deep).get("totals");
    JsonNode totals = json(low).get("totals");

    assertThat(normal.get("kernelsAgain").asInt()).isZero();
    assertThat(totals.get("kernelsAgain").asInt()).isPositive();
    assertThat(totals.get("plannedBytes").asLong()).isLessThan(normal.get("plannedBytes").asLong());
    assertThat(explain(low).out()).contains("of the kernels, ", "instead of memory");
  }

  @Test
  void the_rule_is_one_of_the_files() {
    CommandLineRun unknown = explain("--rule", "feedback");
    CommandLineRun needless = explain("--rule", "backpropagation", "--evaluation");

    assertThat(List.of(unknown.exitCode(), needless.exitCode())).containsOnly(2);
    assertThat(unknown.err())
        .contains("no rule 'feedback' in the file", "feedback-alignment, backpropagation")
        .hasLineCount(1);
    assertThat(needless.err()).contains("--rule with --evaluation").hasLineCount(1);
  }

  @Test
  void the_architecture_is_one_of_the_files() throws IOException {
    String network = TINY.substring(TINY.indexOf("architecture:"), TINY.indexOf("rules:"));
    Files.writeString(
        file, TINY.replace(network, "architectures: [{id: lenet}, {id: lenet, name: other}]\n"));

    assertThat(explain("--architecture", "other").exitCode()).isZero();
    assertThat(explain("--architecture", "othr").err())
        .contains("no architecture 'othr' in the file", "lenet, other", "did you mean 'other'?")
        .hasLineCount(1);
  }

  @Test
  void a_rule_for_a_layer_that_is_not_there_names_the_file() {
    CommandLineRun run =
        explain("--set", "rules=[{perLayer: [{layers: other, id: backpropagation}]}]");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("tiny.yaml: ", "no rule for layer 'conv'").hasLineCount(1);
  }

  private CommandLineRun explain(String... options) {
    List<String> words = new ArrayList<>(List.of("explain", file.toString()));
    words.addAll(List.of(options));
    return CommandLineRun.of(words.toArray(String[]::new));
  }

  private JsonNode json(String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--json");
    CommandLineRun run = explain(all.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private static String servingKernels() throws IOException {
    JsonNode doctor = new ObjectMapper().readTree(CommandLineRun.of("doctor", "--json").out());
    return doctor.get("servingKernels").get("id").asText();
  }

  private static long sum(JsonNode program, String key) {
    return StreamSupport.stream(program.get("instructions").spliterator(), false)
        .filter(instruction -> !instruction.get("once").asBoolean())
        .mapToLong(instruction -> instruction.get(key).asLong())
        .sum();
  }
}
