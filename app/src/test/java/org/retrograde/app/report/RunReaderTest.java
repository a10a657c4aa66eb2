// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrograde.api.error.RetrogradeException;

class RunReaderTest {

  @TempDir Path folder;
  private Path run;

  @BeforeEach
  void makeRun() {
    run = SampleRuns.write(folder.resolve("run"), 2, 1);
  }

  @Test
  void a_run_is_read_as_it_was_written() {
    Run read = new RunReader().read(run);
    assertThat(read.rule()).isEqualTo("kolen-pollack");
    assertThat(read.seed()).isEqualTo("1");
    assertThat(read.outcome().parameters()).isEqualTo(272_474);
    // Every 5th of 900 steps; every 50th and the start; every epoch.
    assertThat(read.metrics().steps()).hasSize(180);
    assertThat(read.metrics().alignments()).hasSize(19);
    assertThat(read.metrics().evaluations()).hasSize(3);
    assertThat(read.configuration()).containsEntry("training.task.weightDecay", "0.0001");
    assertThat(read.provenance())
        .containsEntry("machine.gpu", "–")
        .containsEntry("machine.threads", "8");
    assertThat(read.notes()).isEmpty();
  }

  @Test
  void a_folder_that_is_not_there_is_the_users_error() {
    RetrogradeException error = failure(folder.resolve("nowhere"));
    assertThat(error.kind()).isEqualTo(RetrogradeException.Kind.USAGE);
    assertThat(error).hasMessageContaining("nowhere");
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics.jsonl", "experiment.yaml", "provenance.json"})
  void a_missing_file_is_named(String file) throws IOException {
    Files.delete(run.resolve(file));
    assertThat(failure(run)).hasMessageContaining(run.resolve(file) + ": found no such file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"summary.json", "experiment.yaml", "provenance.json"})
  void a_corrupt_file_is_named_with_the_line(String file) {
    SampleRuns.put(run, file, "{\"a\": 1,\n\"b\": [}\n");
    assertThat(failure(run)).hasMessageContaining(run.resolve(file) + ", line 2: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"type\": \"steps\", \"st", "17", "{\"step\": 3}", "{\"type\": \"steps\"}"})
  void a_corrupt_line_of_metrics_is_named_by_its_number(String line) {
    SampleRuns.put(run, "metrics.jsonl", "{\"type\": \"steps\", \"step\": 1}\n" + line + "\n\n");
    assertThat(failure(run)).hasMessageContaining(run.resolve("metrics.jsonl") + ", line 2: ");
  }

  @Test
  void a_last_line_cut_off_by_a_kill_is_left_out_and_noted() {
    SampleRuns.put(run, "metrics.jsonl", "{\"type\": \"steps\", \"step\": 1}\n{\"type\": \"ste");
    Run read = new RunReader().read(run);
    assertThat(read.metrics().steps()).hasSize(1);
    assertThat(read.notes()).hasSize(1).first().asString().contains("line 2");
  }

  @Test
  void a_resumed_run_does_not_count_steps_twice() {
    List<String> lines =
        List.of(step(1, 3.0), step(2, 2.5), step(3, 2.0), step(2, 2.25), step(4, 1.5));
    SampleRuns.put(run, "metrics.jsonl", String.join("", lines));
    assertThat(new RunReader().read(run).metrics().steps())
        .extracting(Metrics.Steps::loss)
        .containsExactly(3.0, 2.25, 1.5);
  }

  @Test
  void the_numbers_of_a_test_may_stand_on_the_line_itself_or_in_an_object() {
    SampleRuns.put(
        run,
        "metrics.jsonl",
        """
        {"type": "evaluation", "step": 1, "epoch": 1, "evaluation": {"loss": 0.5, "top1": 0.75, "top5": 1}}
        {"type": "evaluation", "step": 2, "epoch": 2, "loss": 0.25, "top1": 0.875, "top5": 1}
        """);
    assertThat(new RunReader().read(run).metrics().evaluations())
        .containsExactly(
            new Metrics.Test(1, 1, 0.5, 0.75, 1), new Metrics.Test(2, 2, 0.25, 0.875, 1));
  }

  @Test
  void lines_of_kinds_unknown_today_are_passed_over() {
    SampleRuns.put(
        run, "metrics.jsonl", "{\"type\": \"temperature\", \"celsius\": 60}\n" + step(1, 3.0));
    assertThat(new RunReader().read(run).metrics().steps()).hasSize(1);
  }

  private static String step(int step, double loss) {
    return "{\"type\": \"steps\", \"step\": " + step + ", \"loss\": " + loss + "}\n";
  }

  private static RetrogradeException failure(Path folder) {
    return catchThrowableOfType(RetrogradeException.class, () -> new RunReader().read(folder));
  }
}
