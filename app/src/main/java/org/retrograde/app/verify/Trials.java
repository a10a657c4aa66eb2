// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.verify;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.run.EvaluationHistory;
import org.retrograde.app.run.ExperimentRunner;
import org.retrograde.app.run.Json;
import org.retrograde.app.run.RunFolder;
import org.retrograde.app.run.RunSummary;

/**
 * Runs trials in folders that are named after them, so that what is finished is not repeated.
 *
 * @param folder where their folders go
 * @param runner runs them
 * @param json reads their results
 * @param observer watches
 * @param stop asked before every step
 */
record Trials(
    Path folder, ExperimentRunner runner, Json json, TrialObserver observer, BooleanSupplier stop) {

  /** Says why a run diverged; a run that has it is not tried again, since it would do the same. */
  static final String DIVERGED = "diverged.txt";

  Path folder(Trial trial) {
    return folder.resolve(trial.folderName());
  }

  /**
   * Does what is left to do of a trial.
   *
   * @return its errors, empty if it was stopped before its end
   */
  Optional<Trajectory> run(Trial trial) {
    Path path = folder(trial);
    runner.requireHolds(path, trial.run());
    if (Files.exists(path.resolve(DIVERGED))) {
      return Optional.of(Trajectory.ofDiverged());
    }
    if (stop.getAsBoolean()) {
      return Optional.empty();
    }
    try {
      RunFolder done = runner.complete(trial.run(), path, observer.begins(trial), stop);
      return trajectory(done);
    } catch (RetrogradeException e) {
      if (!isDivergence(e)) {
        throw e;
      }
      new RunFolder(path).write(DIVERGED, e.problem().line() + "\n");
      return Optional.of(Trajectory.ofDiverged());
    }
  }

  private Optional<Trajectory> trajectory(RunFolder run) {
    return run.summary(json)
        .filter(RunSummary::isFinished)
        .map(summary -> Trajectory.of(EvaluationHistory.of(run, json)));
  }

  /** What the training itself found wrong: failures of files have another exception behind them. */
  private static boolean isDivergence(RetrogradeException e) {
    return e.kind() == RetrogradeException.Kind.FAILURE && e.getCause() == null;
  }
}
