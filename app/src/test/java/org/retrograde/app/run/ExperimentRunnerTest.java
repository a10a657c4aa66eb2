// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.experiment.Samples;

class ExperimentRunnerTest {

  private static final String MATRIX =
      Samples.SMALLEST
          .replace(
              "architecture: {id: resnet-cifar}",
              "architectures: [{id: resnet-cifar, name: a}, {id: lenet}]")
          .replace(
              "rule: {id: backpropagation}",
              "rules: [{id: backpropagation}, {id: feedback-alignment}]");

  @TempDir Path runs;
  private final SilentObserver observer = new SilentObserver();
  private final Experiment comparison =
      Samples.parse(
          Samples.SMALLEST.replace(
              "rule: {id: backpropagation}",
              "rules: [{id: backpropagation}, {id: feedback-alignment}]\nseeds: [1, 2]"));

  @Test
  void a_comparison_has_a_folder_for_each_run_and_a_list_of_summaries() throws IOException {
    RunOutcome outcome = Bench.runner(Bench.steady()).run(comparison, runs, observer, () -> false);

    Path folder = outcome.folder().path();
    assertThat(folder)
        .isDirectoryContaining(path -> path.endsWith("backpropagation-seed1"))
        .isDirectoryContaining(path -> path.endsWith("feedback-alignment-seed2"));
    JsonNode summaries = new ObjectMapper().readTree(folder.resolve("comparison.json").toFile());
    assertThat(summaries)
        .extracting(s -> s.get("rule").asText() + s.get("seed").asText())
        .containsExactly(
            "backpropagation1", "backpropagation2", "feedback-alignment1", "feedback-alignment2");
    assertThat(folder.resolve("report.html")).hasContent("small 4");
  }

  @Test
  void each_architecture_has_folders_of_its_own_and_is_named_where_a_run_fails()
      throws IOException {
    Experiment matrix = Samples.parse(MATRIX);
    TrainingStarter starter = ScriptedTraining.starter("backpropagation", 3, () -> {});

    RunOutcome outcome = Bench.runner(starter).run(matrix, runs, observer, () -> false);

    assertThat(outcome.runs())
        .extracting(run -> run.folder().path().getFileName().toString())
        .containsExactly(
            "a+backpropagation-seed1",
            "a+feedback-alignment-seed1",
            "lenet+backpropagation-seed1",
            "lenet+feedback-alignment-seed1");
    JsonNode summaries =
        new ObjectMapper().readTree(outcome.folder().file("comparison.json").toFile());
    assertThat(summaries)
        .extracting(s -> s.get("architecture").asText())
        .containsExactly("a", "a", "lenet", "lenet");
    assertThat(observer.warnings())
        .hasSize(2)
        .last()
        .asString()
        .contains("lenet, backpropagation with seed 1 failed: step 3");
  }

  @Test
  void a_stopped_matrix_resumes_with_what_is_left() {
    AtomicInteger asked = new AtomicInteger();
    RunOutcome first =
        Bench.runner(Bench.steady())
            .run(Samples.parse(MATRIX), runs, observer, () -> asked.incrementAndGet() > 15);
    assertThat(first.runs()).hasSizeLessThan(4);

    RunOutcome second =
        Bench.runner(Bench.steady()).resume(first.folder().path(), observer, () -> false);

    assertThat(second.runs()).hasSize(4).allMatch(run -> run.summary().isFinished());
    assertThat(second.runs())
        .extracting(run -> run.summary().architecture())
        .containsExactly("a", "a", "lenet", "lenet");
    assertThat(observer.warnings()).isEmpty();
  }

  @Test
  void a_summary_from_before_architectures_were_noted_can_be_read() {
    RunOutcome outcome =
        Bench.runner(Bench.steady()).run(Samples.parse(MATRIX), runs, observer, () -> false);
    RunFolder folder = outcome.runs().get(0).folder();
    String text = Bench.read(folder.file(RunFolder.SUMMARY));
    String older = text.replaceFirst("\"architecture\" : \"a\",", "");
    assertThat(older).isNotEqualTo(text);
    folder.write(RunFolder.SUMMARY, older);

    assertThat(folder.summary(new Json()).orElseThrow())
        .extracting(RunSummary::architecture, RunSummary::rule)
        .containsExactly("", "backpropagation");
  }

  @Test
  void a_run_that_fails_does_not_end_the_others() {
    TrainingStarter starter = ScriptedTraining.starter("backpropagation", 3, () -> {});

    RunOutcome outcome = Bench.runner(starter).run(comparison, runs, observer, () -> false);

    assertThat(outcome.runs())
        .extracting(run -> run.summary().status())
        .containsExactly("failed", "failed", "finished", "finished");
    assertThat(outcome.failures()).hasSize(2);
    assertThat(observer.warnings())
        .hasSize(2)
        .first()
        .asString()
        .contains("backpropagation with seed 1 failed: step 3");
  }

  @Test
  void a_stopped_comparison_resumes_with_what_is_left() throws IOException {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger steps = new AtomicInteger();
    TrainingStarter stopping =
        ScriptedTraining.starter(
            "", 0, () -> stop.set(steps.incrementAndGet() >= ScriptedTraining.STEPS + 3));
    RunOutcome first = Bench.runner(stopping).run(comparison, runs, observer, stop::get);
    assertThat(first.isStopped()).isTrue();
    assertThat(first.runs())
        .extracting(run -> run.summary().status())
        .containsExactly("finished", "stopped");
    Path done = first.runs().get(0).folder().file("run.log");
    String logBefore = Files.readString(done);

    RunOutcome second =
        Bench.runner(Bench.steady()).resume(first.folder().path(), observer, () -> false);

    assertThat(second.runs()).hasSize(4).allMatch(run -> run.summary().isFinished());
    assertThat(second.failures()).isEmpty();
    assertThat(observer.warnings()).isEmpty();
    assertThat(done).hasContent(logBefore);
  }

  @Test
  void a_single_run_has_a_report_too() {
    RunOutcome outcome =
        Bench.runner(Bench.steady())
            .run(Samples.parse(Samples.SMALLEST), runs, observer, () -> false);

    assertThat(outcome.folder().file("report.html")).hasContent("small 1");
    assertThat(outcome.folder().isComparison()).isFalse();
  }
}
