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
