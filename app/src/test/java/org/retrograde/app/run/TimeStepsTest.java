// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrograde.api.result.Evaluation;
import org.retrograde.api.result.TimeStepEvaluation;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.experiment.ExperimentParser;
import org.retrograde.app.experiment.UnrolledArchitecture;
import org.retrograde.app.experiment.YamlReader;
import org.retrograde.app.plugin.PluginCatalog;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;

/** Runs of a network unrolled in time, by the real engine. */
class TimeStepsTest {

  @TempDir Path runs;
  private final PluginCatalog catalog = UnrolledArchitecture.catalog();
  private final RunExecutor executor =
      Bench.executor(new EngineStarter(catalog, new Nd4jKernels(), Optional.empty()));
  private final Experiment run =
      new ExperimentParser(catalog)
          .parse(new YamlReader().parse("test.yaml", UnrolledArchitecture.EXPERIMENT))
          .runs()
          .get(0);

  private RunFolder start(int steps) {
    AtomicInteger asked = new AtomicInteger();
    return executor.start(run, runs, new SilentObserver(), () -> asked.getAndIncrement() >= steps);
  }

  @Test
  void metrics_and_summary_have_accuracy_and_loss_at_every_step() throws IOException {
    RunFolder folder = start(Integer.MAX_VALUE);
    List<JsonNode> evaluations = evaluations(folder);
    assertThat(evaluations).hasSize(2);
    JsonNode last = evaluations.get(1);
    assertThat(last.fieldNames())
        .toIterable()
        .containsExactly("type", "step", "epoch", "examples", "loss", "top1", "top5", "timeSteps");
    assertThat(last.get("timeSteps")).hasSize(2);
    assertThat(last.get("timeSteps").get(1).fieldNames())
        .toIterable()
        .containsExactly("timeStep", "loss", "top1");
    assertThat(last.at("/timeSteps/0/timeStep").asInt()).isEqualTo(1);
    assertThat(last.at("/timeSteps/1/top1")).isEqualTo(last.get("top1"));
    assertThat(last.at("/timeSteps/0/loss")).isNotEqualTo(last.get("loss"));
    JsonNode summary = new ObjectMapper().readTree(Bench.read(folder.file("summary.json")));
    assertThat(summary.get("timeSteps")).isEqualTo(last.get("timeSteps"));
  }

  @Test
  void what_was_written_is_read_back() {
    RunFolder folder = start(Integer.MAX_VALUE);
    List<TimeStepEvaluation> summary = folder.summary(new Json()).orElseThrow().timeSteps();
    assertThat(EvaluationHistory.of(folder, new Json()))
        .hasSize(2)
        .last()
        .extracting(Evaluation::timeSteps)
        .isEqualTo(summary);
    assertThat(summary).extracting(TimeStepEvaluation::timeStep).containsExactly(1, 2);
  }

  @Test
  void a_resumed_run_writes_the_same() throws IOException {
    List<JsonNode> whole = evaluations(start(Integer.MAX_VALUE));
    RunFolder stopped = start(3);
    executor.resume(run, stopped, new SilentObserver(), () -> false);
    assertThat(evaluations(stopped)).isEqualTo(whole);
  }

  private static List<JsonNode> evaluations(RunFolder folder) throws IOException {
    List<JsonNode> evaluations = new ArrayList<>();
    for (String line : Bench.read(folder.file("metrics.jsonl")).lines().toList()) {
      if (line.contains("\"evaluation\"")) {
        evaluations.add(new ObjectMapper().readTree(line));
      }
    }
    return evaluations;
  }
}
