// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrograde.api.result.TimeStepEvaluation;
import org.retrograde.app.experiment.ExperimentParser;
import org.retrograde.app.experiment.UnrolledArchitecture;
import org.retrograde.app.run.Json;
import org.retrograde.app.run.RunFolder;
import org.retrograde.app.run.RunOutcome;
import org.retrograde.app.run.RunSummary;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;

/** What commands print of networks unrolled in time. */
class UnrolledOutputTest {

  @TempDir Path work;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
  private final Terminal terminal = new Terminal(stream, stream, false);

  private String explain(String... options) throws IOException {
    Path file = Files.writeString(work.resolve("u.yaml"), UnrolledArchitecture.EXPERIMENT);
    Workbench bench =
        new Workbench(
            UnrolledArchitecture.catalog(),
            new ExperimentParser(UnrolledArchitecture.catalog()),
            () -> {
              throw new AssertionError("explain runs nothing");
            },
            Nd4jKernels::new);
    List<String> words = new ArrayList<>(List.of("explain", file.toString()));
    words.addAll(List.of(options));
    Program program =
        new Program(List.of(new ExplainCommand(machine -> bench)), terminal, new Json());
    out.reset();
    assertThat(program.run(words)).as(out.toString(StandardCharsets.UTF_8)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void explain_tells_the_steps_and_the_uses_of_each_layer() throws IOException {
    assertThat(explain())
        .contains(
            """

            3 time steps, the image reaches the logits at step 1 (the first is 0)
            layer  uses  before the image  reach the loss
            in        2                 1               2
            back      2                 1               2
            head      2                 0               1

            """)
        .contains("MiB planned");
    assertThat(explain("--evaluation"))
        .contains("layer  uses  before the image\n")
        .doesNotContain("reach the loss");
  }

  @Test
  void explain_tells_machines_the_same() throws IOException {
    JsonNode unrolled = new ObjectMapper().readTree(explain("--json")).get("unrolled");
    assertThat(unrolled.toString())
        .isEqualTo(
            "{\"timeSteps\":3,\"firstLogits\":1,\"layers\":["
                + "{\"layer\":\"in\",\"uses\":2,\"imageIndependent\":1,\"reachLoss\":2},"
                + "{\"layer\":\"back\",\"uses\":2,\"imageIndependent\":1,\"reachLoss\":2},"
                + "{\"layer\":\"head\",\"uses\":2,\"imageIndependent\":0,\"reachLoss\":1}]}");
  }

  private static RunSummary summary(String rule, List<TimeStepEvaluation> timeSteps) {
    double none = Double.NaN;
    return new RunSummary(
        "n",
        "unrolled",
        rule,
        1,
        "finished",
        9,
        1,
        0.5,
        1,
        0.7,
        none,
        none,
        none,
        none,
        0.1,
        2,
        3,
        timeSteps);
  }

  private String table(RunSummary... summaries) throws IOException {
    Path folder = Files.createDirectories(work.resolve("run"));
    RunFolder run = RunFolder.opened(folder);
    List<RunOutcome.Entry> entries = new ArrayList<>();
    List.of(summaries).forEach(s -> entries.add(new RunOutcome.Entry(run, s)));
    Command command =
        new CompareCommand(
            machine -> {
              throw new AssertionError("nothing runs");
            });
    Invocation invocation =
        new Invocation(ArgumentParser.parse(command, List.of()), terminal, new Json());
    out.reset();
    Results.print(List.of(ScoredOutcome.of(new RunOutcome(run, entries, List.of()))), invocation);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void the_table_has_the_accuracy_at_the_last_step_of_runs_with_time() throws IOException {
    TimeStepEvaluation first = new TimeStepEvaluation(4, 2, 0.125);
    TimeStepEvaluation last = new TimeStepEvaluation(6, 1, 0.625);
    RunSummary recurrent = summary("recurrent", List.of(first, last));
    RunSummary plain = summary("plain", List.of());

    List<String> lines = table(recurrent, plain).lines().toList();
    assertThat(lines.get(1)).endsWith("s/step   last time step");
    assertThat(lines.get(2)).startsWith("recurrent ").endsWith("0.1000  62.5 % at 60 ms");
    assertThat(lines.get(3)).startsWith("plain ").endsWith("0.1000                -");
    assertThat(table(plain)).contains("s/step\n").doesNotContain("time step");
  }
}
