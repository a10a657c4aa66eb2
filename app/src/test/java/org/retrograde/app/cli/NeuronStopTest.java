// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.commons.cli.CommandLine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.experiment.ExperimentParser;
import org.retrograde.app.experiment.Samples;
import org.retrograde.app.experiment.YamlReader;
import org.retrograde.app.neural.ExperimentScoring;
import org.retrograde.app.report.ReportWriter;
import org.retrograde.app.run.EngineStarter;
import org.retrograde.app.run.Json;
import org.retrograde.app.run.ModelReader;
import org.retrograde.app.run.RunFolder;
import org.retrograde.app.run.RunOutcome;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;

/** A scoring that is interrupted leaves nothing half done, and goes on by a resume. */
class NeuronStopTest {

  private static final String TINY =
      """
      name: tiny
      dataset: {id: fashion-mnist, trainingLimit: 32, testLimit: 40}
      architecture: {id: lenet}
      rules: [{id: backpropagation}, {id: feedback-alignment}]
      training: {epochs: 1, batchSize: 16}
      neurons:
        simulate: {seed: 9, layers: [conv1=IT], neuroids: 2, repetitions: 2}
        layers: [logits]
        metric: {id: ridge}
        splits: 2
        stratify: none
      """;

  @TempDir Path work;
  private Path folder = Path.of("");
  private List<RunOutcome.Entry> runs = new ArrayList<>();
  private Experiment experiment = Samples.parse(TINY);

  @BeforeEach
  void train() throws IOException {
    Path file = Files.writeString(work.resolve("tiny.yaml"), TINY);
    CommandLineRun run = CommandLineRun.of("run", file.toString(), "--out", work.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    try (var folders = Files.list(work)) {
      folder = folders.filter(Files::isDirectory).findFirst().orElseThrow();
    }
    Files.delete(folder.resolve("simulated.nc"));
    for (Path one : RunFolder.at(folder).runs()) {
      Files.delete(one.resolve("neural.json"));
      RunFolder own = RunFolder.at(one);
      runs.add(new RunOutcome.Entry(own, own.summary(new Json()).orElseThrow()));
    }
    experiment =
        new ExperimentParser(Samples.catalog())
            .parse(new YamlReader().read(folder.resolve("experiment.yaml")));
  }

  private ScoredOutcome score(BooleanSupplier stop, List<RunOutcome.Entry> ended) {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    ExperimentScoring.Tools tools =
        new ExperimentScoring.Tools(
            Samples.catalog(),
            () -> new EngineStarter(Samples.catalog(), new Nd4jKernels(), Optional.empty()),
            new ModelReader(new ExperimentParser(Samples.catalog()), Samples.writer(), new Json()),
            new ReportWriter()::write,
            new Json());
    Invocation invocation =
        new Invocation(
            new CommandLine.Builder().build(), new Terminal(nowhere, nowhere, false), new Json());
    return new NeuronScoring(new ExperimentScoring(tools), invocation, stop)
        .score(experiment, new RunOutcome(RunFolder.at(folder), ended, List.of()));
  }

  private List<Path> left(String name) throws IOException {
    try (var all = Files.walk(folder)) {
      return all.filter(file -> String.valueOf(file.getFileName()).endsWith(name)).toList();
    }
  }

  /** Wherever it is stopped; nothing asks more often than that. */
  @Test
  void stopped_at_any_moment_it_leaves_no_part_and_is_resumed() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    assertThat(
            score(
                    () -> {
                      asked.incrementAndGet();
                      return false;
                    },
                    runs)
                .scores())
        .isPresent();
    int all = asked.get();
    for (int last : List.of(0, 2, all / 2, all - 1)) {
      for (Path made : left("neural.json")) {
        Files.delete(made);
      }
      Files.deleteIfExists(folder.resolve("simulated.nc"));
      asked.set(0);
      ScoredOutcome stopped = score(() -> asked.getAndIncrement() >= last, runs);
      assertThat(stopped.scores()).isEmpty();
      assertThat(stopped.hasFailed()).isFalse();
      assertThat(stopped.unscored().orElseThrow()).contains("retrograde resume " + folder);
      assertThat(left("neural.json")).isEmpty();
      assertThat(left(".npz")).noneMatch(file -> file.endsWith(".features.npz"));
      assertThat(left(".part")).isEmpty();
    }
    CommandLineRun resumed = CommandLineRun.of("resume", folder.toString());
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.out()).contains("IT: feedback-alignment-seed1 less backpropagation-seed1");
    assertThat(left("neural.json")).hasSize(2);
  }

  @Test
  void a_stop_before_all_runs_have_ended_leaves_scoring_for_later() throws IOException {
    ScoredOutcome one = score(() -> true, runs.subList(0, 1));
    assertThat(one.unscored().orElseThrow()).contains("neurons: not scored before the stop");
    assertThat(folder.resolve("simulated.nc")).doesNotExist();
  }
}
