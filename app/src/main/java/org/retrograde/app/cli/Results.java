// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.retrograde.api.result.TimeStepEvaluation;
import org.retrograde.app.run.RunFolder;
import org.retrograde.app.run.RunOutcome;
import org.retrograde.app.run.RunSummary;

/** What is printed when runs have ended. */
final class Results {

  private static final List<String> HEADING =
      List.of("rule", "seed", "status", "test accuracy", "loss", "angle W/B", "|B|/|W|", "s/step");

  private Results() {}

  /** Prints outcomes, and returns the exit code: a failed run among others is a failure. */
  static int print(List<RunOutcome> outcomes, Invocation invocation) {
    if (invocation.wantsJson()) {
      invocation.printJson(json(outcomes, invocation));
    } else {
      outcomes.forEach(outcome -> invocation.print(text(outcome)));
    }
    boolean failed = outcomes.stream().anyMatch(outcome -> !outcome.failures().isEmpty());
    return failed ? Program.FAILED : 0;
  }

  private static String text(RunOutcome outcome) {
    List<RunSummary> runs = outcome.runs().stream().map(RunOutcome.Entry::summary).toList();
    boolean inTime = runs.stream().anyMatch(run -> !run.timeSteps().isEmpty());
    List<List<String>> rows = new ArrayList<>();
    rows.add(inTime ? with(HEADING, "last time step") : HEADING);
    runs.forEach(run -> rows.add(inTime ? with(row(run), lastStep(run)) : row(run)));
    String report = "report: " + outcome.folder().file(RunFolder.REPORT);
    String stopped = "stopped; continue with: retrograde resume " + outcome.folder().path();
    return "\n"
        + new TextTable(rows).text()
        + "\n\n"
        + (outcome.isStopped() ? report + "\n" + stopped : report);
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

  private static ObjectNode json(List<RunOutcome> outcomes, Invocation invocation) {
    ObjectNode root = invocation.json().object();
    ArrayNode experiments = root.putArray("experiments");
    for (RunOutcome outcome : outcomes) {
      ObjectNode experiment = experiments.addObject();
      experiment.put("folder", outcome.folder().path().toString());
      experiment.put("report", outcome.folder().file(RunFolder.REPORT).toString());
      ArrayNode runs = experiment.putArray("runs");
      outcome.runs().forEach(run -> runs.add(entry(run, invocation)));
      ArrayNode failures = experiment.putArray("failures");
      outcome.failures().stream().map(failure -> failure.problem().line()).forEach(failures::add);
    }
    return root;
  }

  private static ObjectNode entry(RunOutcome.Entry run, Invocation invocation) {
    ObjectNode entry = invocation.json().object().put("folder", run.folder().path().toString());
    return entry.setAll(invocation.json().object(run.summary()));
  }
}
