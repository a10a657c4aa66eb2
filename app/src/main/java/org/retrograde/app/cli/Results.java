// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.retrograde.api.result.TimeStepEvaluation;
import org.retrograde.app.neural.ExperimentScores;
import org.retrograde.app.neural.NetworkScore;
import org.retrograde.app.neural.ScoreJson;
import org.retrograde.app.run.RunFolder;
import org.retrograde.app.run.RunOutcome;
import org.retrograde.app.run.RunSummary;

/** What is printed when runs have ended. */
final class Results {

  private static final List<String> HEADING =
      List.of("rule", "seed", "status", "test accuracy", "loss", "angle W/B", "|B|/|W|", "s/step");

  private Results() {}

  /** Prints outcomes, and returns the exit code: a failed run among others is a failure. */
  static int print(List<ScoredOutcome> outcomes, Invocation invocation) {
    if (invocation.wantsJson()) {
      invocation.printJson(json(outcomes, invocation));
    } else {
      outcomes.forEach(outcome -> invocation.print(text(outcome)));
    }
    outcomes.stream()
        .flatMap(outcome -> outcome.failure().stream())
        .forEach(failure -> invocation.error(failure.problem()));
    return outcomes.stream().anyMatch(ScoredOutcome::hasFailed) ? Program.FAILED : 0;
  }

  private static String text(ScoredOutcome scored) {
    RunOutcome outcome = scored.outcome();
    List<RunSummary> runs = outcome.runs().stream().map(RunOutcome.Entry::summary).toList();
    boolean several = runs.stream().map(RunSummary::architecture).distinct().count() > 1;
    boolean inTime = runs.stream().anyMatch(run -> !run.timeSteps().isEmpty());
    List<List<String>> rows = new ArrayList<>();
    rows.add(row(several, "architecture", inTime ? with(HEADING, "last time step") : HEADING));
    for (RunSummary run : runs) {
      rows.add(row(several, run.architecture(), inTime ? with(row(run), lastStep(run)) : row(run)));
    }
    String report = "report: " + outcome.folder().file(RunFolder.REPORT);
    String stopped = "stopped; continue with: retrograde resume " + outcome.folder().path();
    List<String> lines = new ArrayList<>();
    lines.add("\n" + new TextTable(rows, several ? Set.of(0, 1) : Set.of(0)).text() + "\n");
    scored.scores().ifPresent(scores -> lines.add(text(scores)));
    lines.add(report);
    if (outcome.isStopped()) {
      lines.add(stopped);
    }
    scored.unscored().ifPresent(lines::add);
    return String.join("\n", lines);
  }

  private static String text(ExperimentScores scores) {
    List<String> lines = new ArrayList<>();
    scores.networks().forEach(one -> lines.add(one.name() + "\n" + ScoreText.of(one) + "\n"));
    lines.addAll(ScoreText.summary(scores.networks()));
    scores.compared().forEach(comparison -> lines.add(ScoreText.compared(comparison)));
    return String.join("\n", lines) + ScoreText.legend(scores.settings()) + "\n";
  }

  private static List<String> with(List<String> row, String cell) {
    List<String> longer = new ArrayList<>(row);
    longer.add(cell);
    return longer;
  }

  /** Accuracy by the logits at the last time step, which need not be those a decoder reads. */
  private static String lastStep(RunSummary summary) {
    List<TimeStepEvaluation> steps = summary.timeSteps();
    if (steps.isEmpty()) {
      return Numbers.percent(Double.NaN);
    }
    TimeStepEvaluation last = steps.get(steps.size() - 1);
    return Numbers.percent(last.top1()) + " at " + last.milliseconds() + " ms";
  }

  private static List<String> row(boolean several, String architecture, List<String> cells) {
    List<String> row = new ArrayList<>(cells);
    if (several) {
      row.add(0, architecture);
    }
    return row;
  }

  private static List<String> row(RunSummary summary) {
    return List.of(
        summary.rule(),
        Long.toString(summary.seed()),
        summary.status(),
        Numbers.percent(summary.top1()),
        Numbers.fixed(summary.loss(), 4),
        Numbers.degrees(summary.angleDegrees()),
        Numbers.fixed(summary.normRatio(), 3),
        Numbers.fixed(summary.medianStepSeconds(), 4));
  }

  private static ObjectNode json(List<ScoredOutcome> outcomes, Invocation invocation) {
    ObjectNode root = invocation.json().object();
    ArrayNode experiments = root.putArray("experiments");
    for (ScoredOutcome scored : outcomes) {
      RunOutcome outcome = scored.outcome();
      ObjectNode experiment = experiments.addObject();
      experiment.put("folder", outcome.folder().path().toString());
      experiment.put("report", outcome.folder().file(RunFolder.REPORT).toString());
      ArrayNode runs = experiment.putArray("runs");
      outcome.runs().forEach(run -> runs.add(entry(run, invocation)));
      ArrayNode failures = experiment.putArray("failures");
      Stream.concat(outcome.failures().stream(), scored.failure().stream())
          .map(failure -> failure.problem().line())
          .forEach(failures::add);
      scored.scores().ifPresent(scores -> experiment.set("neurons", json(scores, invocation)));
      scored.unscored().ifPresent(why -> experiment.put("unscored", why));
    }
    return root;
  }

  private static ObjectNode json(ExperimentScores scores, Invocation invocation) {
    Map<String, Object> neurons = new LinkedHashMap<>();
    neurons.put("runs", scores.networks().stream().map(NetworkScore::json).toList());
    neurons.put("compared", scores.compared().stream().map(ScoreJson::compared).toList());
    return invocation.json().object(neurons);
  }

  private static ObjectNode entry(RunOutcome.Entry run, Invocation invocation) {
    ObjectNode entry = invocation.json().object().put("folder", run.folder().path().toString());
    return entry.setAll(invocation.json().object(run.summary()));
  }
}
