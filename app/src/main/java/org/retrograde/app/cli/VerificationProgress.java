// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.result.Evaluation;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.run.RunObserver;
import org.retrograde.app.run.RunSummary;
import org.retrograde.app.run.TrainingFacts;
import org.retrograde.app.verify.Trial;
import org.retrograde.app.verify.TrialObserver;
import org.retrograde.engine.train.AlignmentRecord;
import org.retrograde.engine.train.StepRecord;

/**
 * Shows how a verification gets on: the lines of each run, and before it the learning rate and how
 * long all runs together will still take, judged by the epochs trained so far.
 */
final class VerificationProgress implements TrialObserver {

  private final PrintStream out;
  private final boolean interactive;
  private final Clock clock;
  private @Nullable Instant firstStart;
  private long epochsTrained;

  VerificationProgress(PrintStream out, boolean interactive, Clock clock) {
    this.out = out;
    this.interactive = interactive;
    this.clock = clock;
  }

  static VerificationProgress of(Invocation invocation, Clock clock) {
    return new VerificationProgress(
        invocation.progress(), invocation.terminal().interactive(), clock);
  }

  @Override
  public RunObserver begins(Trial trial) {
    return new Counted(new ProgressLines(out, interactive), trial);
  }

  private void announce(Trial trial) {
    if (firstStart == null) {
      firstStart = clock.instant();
    }
    out.println(
        "["
            + trial.epochsBefore()
            + " of "
            + trial.totalEpochs()
            + " epochs done"
            + left(trial.totalEpochs() - trial.epochsBefore())
            + "] "
            + trial.run().rule().label()
            + ", rate "
            + trial.rateText()
            + ", "
            + trial.epochs()
            + " epochs"
            + (trial.search() ? " to choose the rate" : ""));
  }

  private String left(long epochs) {
    if (firstStart == null || epochsTrained == 0) {
      return "";
    }
    double seconds = Duration.between(firstStart, clock.instant()).toMillis() / 1e3;
    return ", about " + Numbers.duration(seconds / epochsTrained * epochs) + " left";
  }

  /** Passes everything on, and counts epochs. A run found finished says nothing. */
  private final class Counted implements RunObserver {

    private final RunObserver lines;
    private final Trial trial;

    Counted(RunObserver lines, Trial trial) {
      this.lines = lines;
      this.trial = trial;
    }

    @Override
    public void started(Experiment run, Path folder, TrainingFacts facts, long step) {
      announce(trial);
      lines.started(run, folder, facts, step);
    }

    @Override
    public void steps(StepRecord record) {
      lines.steps(record);
    }

    @Override
    public void running(StepRecord soFar) {
      lines.running(soFar);
    }

    @Override
    public void aligned(AlignmentRecord record) {
      lines.aligned(record);
    }

    @Override
    public void evaluated(long step, long epoch, Evaluation evaluation) {
      epochsTrained++;
      lines.evaluated(step, epoch, evaluation);
    }

    @Override
    public void checkpoint(long step, Path file) {
      // A line for every checkpoint of every run would hide the others.
    }

    @Override
    public void warning(String line) {
      lines.warning(line);
    }

    @Override
    public void ended(Path folder, RunSummary summary) {
      lines.ended(folder, summary);
    }
  }
}
