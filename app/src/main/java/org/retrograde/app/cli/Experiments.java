// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.run.ExperimentRunner;
import org.retrograde.app.run.RunObserver;
import org.retrograde.app.run.RunOutcome;

/** Runs one thing after another until told to stop, and prints what came of it. */
final class Experiments {

  private Experiments() {}

  /** One thing to run. */
  @FunctionalInterface
  interface Task {
    RunOutcome run(ExperimentRunner runner, RunObserver observer, BooleanSupplier stop);
  }

  /**
   * Adds the file to errors that only the data or the network brought to light, which name just a
   * key.
   */
  static Task naming(String source, Task task) {
    return (runner, observer, stop) -> {
      try {
        return task.run(runner, observer, stop);
      } catch (RetrogradeException e) {
        throw naming(source, e);
      }
    };
  }

  /** Adds the file to an error of usage; other errors stay as they are. */
  static RetrogradeException naming(String source, RetrogradeException e) {
    if (e.kind() != RetrogradeException.Kind.USAGE) {
      return e;
    }
    Problem problem = e.problem();
    String where = source + ": " + problem.where();
    RetrogradeException named =
        RetrogradeException.usage(
            new Problem(where, problem.found(), problem.expected(), problem.advice()));
    named.addSuppressed(e);
    return named;
  }

  static int run(List<Task> tasks, Workbench bench, Invocation invocation) {
    List<RunOutcome> outcomes = new ArrayList<>();
    try (Interruption stop = Interruption.install(invocation.terminal().err())) {
      ExperimentRunner runner = bench.runner().get();
      for (Task task : tasks) {
        if (!stop.getAsBoolean()) {
          outcomes.add(task.run(runner, ProgressLines.of(invocation), stop));
        }
      }
      return Results.print(outcomes, invocation);
    }
  }

  static Path out(Invocation invocation) {
    return invocation.path("out").orElse(Path.of("runs"));
  }
}
