// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.result.Evaluation;
import org.retrograde.api.result.TimeStepEvaluation;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.run.RunObserver;
import org.retrograde.app.run.RunSummary;
import org.retrograde.app.run.TrainingFacts;
import org.retrograde.engine.train.AlignmentRecord;
import org.retrograde.engine.train.StepRecord;

/**
 * Shows how runs get on: one line an event, and on a terminal a line in between that is updated in
 * place.
 */
final class ProgressLines implements RunObserver {

  private static final String CLEAR_LINE = "\r\u001b[K";

  /** Without wrapping: a line longer than the terminal is wide could not be updated in place. */
  private static final String WRAP_OFF = "\u001b[?7l";

  private static final String WRAP_ON = "\u001b[?7h";

  private final PrintStream out;
  private final boolean interactive;
  private @Nullable TrainingFacts facts;
  private String angle = "";
  private boolean lineOpen;

  ProgressLines(PrintStream out, boolean interactive) {
    this.out = out;
    this.interactive = interactive;
  }

  static ProgressLines of(Invocation invocation) {
    return new ProgressLines(invocation.progress(), invocation.terminal().interactive());
  }

  @Override
  public void started(Experiment run, Path folder, TrainingFacts known, long step) {
    facts = known;
    angle = "";
    event(
        run.rule().label()
            + ", seed "
            + run.seed()
            + (step == 0 ? "" : ", resumed after step " + step)
            + ": "
            + Numbers.grouped(known.parameters())
            + " parameters, "
            + Numbers.mebibytes(known.plannedBytes())
            + " planned, "
            + known.totalSteps()
            + " steps, in "
            + folder);
  }

  @Override
  public void steps(StepRecord record) {
    running(record);
  }

  @Override
  public void running(StepRecord record) {
    if (interactive && facts != null) {
      out.print(CLEAR_LINE + WRAP_OFF + ProgressText.of(record, facts) + "  " + angle + WRAP_ON);
      out.flush();
      lineOpen = true;
    }
  }

  @Override
  public void aligned(AlignmentRecord record) {
    angle = "angle " + Numbers.degrees(record.whole().angleDegrees());
  }

  @Override
  public void evaluated(long step, long epoch, Evaluation evaluation) {
    event(
        "epoch "
            + epoch
            + ", step "
            + step
            + ": test accuracy "
            + Numbers.percent(evaluation.top1())
            + ", loss "
            + Numbers.fixed(evaluation.loss(), 4)
            + (angle.isEmpty() ? "" : ", " + angle));
    if (!evaluation.timeSteps().isEmpty()) {
      event("  accuracy over time: " + overTime(evaluation.timeSteps()) + " %");
    }
  }

  private static String overTime(List<TimeStepEvaluation> timeSteps) {
    return timeSteps.stream()
        .map(t -> t.milliseconds() + " ms " + Numbers.fixed(100 * t.top1(), 1))
        .collect(Collectors.joining(", "));
  }

  @Override
  public void checkpoint(long step, Path file) {
    if (!interactive) {
      event("checkpoint " + file);
    }
  }

  @Override
  public void warning(String line) {
    event("warning: " + line);
  }

  @Override
  public void ended(Path folder, RunSummary summary) {
    event(
        summary.rule()
            + ", seed "
            + summary.seed()
            + ": "
            + summary.status()
            + " after step "
            + summary.steps()
            + ", "
            + Numbers.duration(summary.wallSeconds()));
  }

  private void event(String line) {
    out.println((lineOpen ? CLEAR_LINE : "") + line);
    lineOpen = false;
  }
}
