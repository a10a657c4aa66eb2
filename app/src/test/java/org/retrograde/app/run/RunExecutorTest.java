// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.experiment.Samples;
import org.retrograde.engine.checkpoint.Npz;

class RunExecutorTest {

  @TempDir Path runs;
  private final Experiment run = Samples.parse(Samples.SMALLEST);
  private final SilentObserver observer = new SilentObserver();

  @Test
  void a_run_leaves_all_its_files_in_a_folder_named_after_it_and_the_time() throws IOException {
    RunFolder folder = start(Bench.steady());

    assertThat(folder.path()).hasFileName("small-20250102T120000Z");
    try (Stream<Path> files = Files.walk(folder.path())) {
      assertThat(
              files.filter(Files::isRegularFile).map(f -> folder.path().relativize(f).toString()))
          .containsExactlyInAnyOrder(
              "experiment.yaml",
              "provenance.json",
              "metrics.jsonl",
              "summary.json",
              "run.log",
              "checkpoints/6.json",
              "checkpoints/6.npz",
              "checkpoints/8.json",
              "checkpoints/8.npz",
              "checkpoints/10.json",
              "checkpoints/10.npz");
    }
  }

  @Test
  void a_second_run_at_the_same_time_gets_a_folder_of_its_own() {
    start(Bench.steady());

    assertThat(start(Bench.steady()).path()).hasFileName("small-20250102T120000Z-2");
  }

  @Test
  void metrics_are_json_lines_with_the_components_of_the_records() throws IOException {
    List<JsonNode> lines = metrics(start(Bench.steady()));

    assertThat(lines).hasSize(16);
    assertThat(lines.get(0).fieldNames())
        .toIterable()
        .containsExactly(
            "type", "step", "epoch", "loss", "top1", "taskRate", "alignmentRate", "secondsPerStep");
    assertThat(lines.get(0).get("type").asText()).isEqualTo("steps");
    assertThat(lines.get(0).get("alignmentRate").isNull()).as("NaN is null").isTrue();
    assertThat(lines.get(5).fieldNames())
        .toIterable()
        .containsExactly("type", "step", "layers", "whole");
    assertThat(lines.get(5).at("/layers/fc/angleDegrees").asDouble()).isEqualTo(45);
    assertThat(lines.get(6).fieldNames())
        .toIterable()
        .containsExactly("type", "step", "epoch", "examples", "loss", "top1", "top5");
    assertThat(lines.get(6).get("type").asText()).isEqualTo("evaluation");
    assertThat(lines.get(7).fieldNames())
        .toIterable()
        .containsExactly("type", "step", "layers", "whole");
    assertThat(lines.get(7).get("type").asText()).isEqualTo("diagnostics");
    assertThat(lines.get(7).at("/layers/fc/gradientAngleDegrees").asDouble()).isEqualTo(30);
    assertThat(lines.get(7).at("/layers/fc/primitives/decay").asDouble()).isEqualTo(0.125);
  }

  @Test
  void the_summary_has_the_agreed_fields() throws IOException {
    JsonNode summary =
        new ObjectMapper().readTree(Bench.read(start(Bench.steady()).file("summary.json")));

    assertThat(summary.fieldNames())
        .toIterable()
        .containsExactly(
            "name",
            "architecture",
            "rule",
            "seed",
            "status",
            "steps",
            "epochs",
            "top1",
            "top5",
            "loss",
            "angleDegrees",
            "normRatio",
            "gradientAngleDegrees",
            "localErrorAngleDegrees",
            "medianStepSeconds",
            "wallSeconds",
            "parameters");
    assertThat(summary.get("architecture").asText()).isEqualTo("resnet-cifar");
    assertThat(summary.get("status").asText()).isEqualTo("finished");
    assertThat(summary.get("steps").asInt()).isEqualTo(10);
    assertThat(summary.get("epochs").asInt()).isEqualTo(2);
    assertThat(summary.get("normRatio").isNull()).as("NaN is null").isTrue();
    assertThat(summary.get("gradientAngleDegrees").asDouble()).isEqualTo(30);
    assertThat(summary.get("localErrorAngleDegrees").isNull()).as("absent is null").isTrue();
  }

  @Test
  void measurements_on_the_fixed_batch_are_recorded_and_what_is_absent_has_no_key()
      throws IOException {
    String line =
        Bench.read(start(Bench.steady()).file("metrics.jsonl"))
            .lines()
            .filter(text -> text.contains("diagnostics"))
            .findFirst()
            .orElseThrow();

    assertThat(line)
        .isEqualTo(
            "{\"type\":\"diagnostics\",\"step\":5,\"layers\":{\"fc\":"
                + "{\"gradientAngleDegrees\":30.0,\"primitives\":{\"decay\":0.125}}},"
                + "\"whole\":{\"gradientAngleDegrees\":30.0,\"primitives\":{\"decay\":0.125}}}");
  }

  @Test
  void provenance_says_what_the_numbers_depend_on() throws IOException {
    JsonNode provenance =
        new ObjectMapper().readTree(Bench.read(start(Bench.steady()).file("provenance.json")));

    assertThat(provenance.get("configHash").asText()).isEqualTo(Samples.writer().hash(run));
    assertThat(provenance.get("retrograde").asText()).isEqualTo("1.2.3");
    assertThat(provenance.at("/dataset/sha256").asText()).isEqualTo("0123");
    assertThat(provenance.at("/machine/processor").asText()).isEqualTo("cpu");
    assertThat(provenance.get("threads").asInt()).isEqualTo(2);
    assertThat(provenance.get("seed").asInt()).isEqualTo(1);
  }

  @Test
  void a_stopped_run_resumes_to_the_files_of_one_that_was_not() throws IOException {
    RunFolder whole = start(Bench.steady());
    RunFolder stopped = start(Bench.steady(), stopAfter(7));
    assertThat(summary(stopped).status()).isEqualTo("stopped");
    assertThat(summary(stopped).steps()).isEqualTo(7);

    Bench.executor(Bench.steady()).resume(run, stopped, observer, RunExecutorTest::never);

    assertThat(summary(stopped)).isEqualTo(summary(whole));
    assertThat(metrics(stopped)).isEqualTo(metrics(whole));
    assertThat(Npz.read(stopped.file("checkpoints/10.npz")).keySet()).containsExactly("w");
  }

  @Test
  void what_came_after_the_checkpoint_is_forgotten_when_resuming() throws IOException {
    RunFolder whole = start(Bench.steady());
    RunFolder killed =
        start(
            ScriptedTraining.starter("backpropagation", 10, () -> {}),
            RunExecutorTest::never,
            true);
    Files.writeString(
        killed.file("metrics.jsonl"), "{\"half a li", java.nio.file.StandardOpenOption.APPEND);
    Files.delete(killed.file("summary.json"));

    Bench.executor(Bench.steady()).resume(run, killed, observer, RunExecutorTest::never);

    assertThat(metrics(killed)).isEqualTo(metrics(whole));
  }

  @Test
  void a_truncated_checkpoint_is_passed_over_with_a_warning() throws IOException {
    RunFolder folder = start(Bench.steady(), stopAfter(8));
    truncate(folder.file("checkpoints/8.npz"));

    Bench.executor(Bench.steady()).resume(run, folder, observer, RunExecutorTest::never);

    assertThat(observer.warnings()).singleElement().asString().contains("checkpoint 8 is damaged");
    assertThat(summary(folder).status()).isEqualTo("finished");
  }

  @Test
  void a_truncated_manifest_is_passed_over_too() throws IOException {
    RunFolder folder = start(Bench.steady(), stopAfter(8));
    truncate(folder.file("checkpoints/8.json"));

    Bench.executor(Bench.steady()).resume(run, folder, observer, RunExecutorTest::never);

    assertThat(observer.warnings()).singleElement().asString().contains("checkpoint 8 is damaged");
  }

  @Test
  void a_checkpoint_of_another_experiment_is_refused_naming_both() {
    RunFolder folder = start(Bench.steady(), stopAfter(8));
    Experiment other = Samples.parse(Samples.SMALLEST.replace("resnet-cifar", "lenet"));

    assertThatThrownBy(
            () ->
                Bench.executor(Bench.steady())
                    .resume(other, folder, observer, RunExecutorTest::never))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContainingAll(
            "8.json",
            "another experiment",
            Samples.writer().hash(run).substring(0, 12),
            Samples.writer().hash(other).substring(0, 12));
  }

  @Test
  void a_run_without_a_good_checkpoint_says_how_to_start_again() throws IOException {
    RunFolder folder = start(Bench.steady(), stopAfter(1));
    truncate(folder.file("checkpoints/1.npz"));

    assertThatThrownBy(
            () ->
                Bench.executor(Bench.steady())
                    .resume(run, folder, observer, RunExecutorTest::never))
        .hasMessageContainingAll(
            "checkpoints", "no good checkpoint", "run " + folder.file("experiment.yaml"));
  }

  @Test
  void a_finished_run_is_not_resumed() {
    RunFolder folder = start(Bench.steady());

    assertThatThrownBy(
            () ->
                Bench.executor(Bench.steady())
                    .resume(run, folder, observer, RunExecutorTest::never))
        .hasMessageContainingAll(folder.path().toString(), "has finished");
  }

  @Test
  void a_failure_leaves_a_summary_and_a_line_in_the_log() {
    RunFolder folder =
        start(
            ScriptedTraining.starter("backpropagation", 4, () -> {}), RunExecutorTest::never, true);

    assertThat(summary(folder).status()).isEqualTo("failed");
    assertThat(summary(folder).steps()).isEqualTo(3);
    assertThat(summary(folder).loss()).isNaN();
    assertThat(Bench.read(folder.file("run.log")))
        .contains("failed: step 4: found a loss that is not a number");
  }

  @Test
  void a_run_that_cannot_be_prepared_leaves_no_folder() throws IOException {
    TrainingStarter broken =
        new TrainingStarter() {
          @Override
          public void check(Experiment experiment) {}

          @Override
          public void requireData(Experiment experiment) {}

          @Override
          public Training prepare(Experiment experiment) {
            throw new IllegalStateException("no data");
          }
        };

    assertThatThrownBy(() -> start(broken)).hasMessage("no data");
    assertThat(runs).isEmptyDirectory();
  }

  @Test
  void a_file_in_place_of_the_output_folder_is_one_line() throws IOException {
    Path file = Files.writeString(runs.resolve("out"), "");

    assertThatThrownBy(
            () -> Bench.executor(Bench.steady()).start(run, file, observer, RunExecutorTest::never))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContainingAll(file.toString(), "a file in the way", "--out");
  }

  @Test
  void a_full_disk_while_training_leaves_no_part_of_a_line() throws IOException {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(
        Files.exists(full), "needs /dev/full, a device that is always full, as Linux has it");

    MetricsLog log =
        MetricsLog.open(
            Files.createSymbolicLink(runs.resolve("metrics.jsonl"), full), 0, new Json());

    assertThatThrownBy(
            () -> log.evaluation(1, 1, new org.retrograde.api.result.Evaluation(1, 1, 1, 1)))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContainingAll("metrics.jsonl", "No space left on device", "free space");
    log.close();
  }

  @Test
  void a_folder_whose_first_files_cannot_be_written_does_not_remain() {
    assertThatThrownBy(
            () ->
                RunFolder.create(
                    runs,
                    "a",
                    Bench.NOON.instant(),
                    java.util.Map.of("missing/experiment.yaml", "text")))
        .isInstanceOf(RetrogradeException.class);

    assertThat(runs).isEmptyDirectory();
  }

  @Test
  void a_run_that_goes_on_elsewhere_is_not_resumed() {
    RunFolder folder = start(Bench.steady(), stopAfter(8));
    MetricsLog elsewhere =
        MetricsLog.open(folder.file("metrics.jsonl"), Long.MAX_VALUE, new Json());

    assertThatThrownBy(
            () ->
                Bench.executor(Bench.steady())
                    .resume(run, folder, observer, RunExecutorTest::never))
        .hasMessageContainingAll("metrics.jsonl", "another run is writing");
    elsewhere.close();
  }

  private RunFolder start(TrainingStarter starter) {
    return start(starter, RunExecutorTest::never);
  }

  private RunFolder start(TrainingStarter starter, BooleanSupplier stop) {
    return Bench.executor(starter).start(run, runs, observer, stop);
  }

  /** Starts a run that fails, and finds its folder. */
  private RunFolder start(TrainingStarter starter, BooleanSupplier stop, boolean fails) {
    int before = folders().size();
    assertThatThrownBy(() -> start(starter, stop)).isInstanceOf(RetrogradeException.class);
    assertThat(fails).isTrue();
    assertThat(folders()).hasSize(before + 1);
    return new RunFolder(folders().get(before));
  }

  private List<Path> folders() {
    try (Stream<Path> files = Files.list(runs)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean never() {
    return false;
  }

  private static BooleanSupplier stopAfter(int steps) {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.getAndIncrement() >= steps;
  }

  private static RunSummary summary(RunFolder folder) {
    return folder.summary(new Json()).orElseThrow();
  }

  private static List<JsonNode> metrics(RunFolder folder) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    return Files.readAllLines(folder.file("metrics.jsonl")).stream()
        .map(
            line -> {
              try {
                return mapper.readTree(line);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            })
        .toList();
  }

  private static void truncate(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
  }
}
