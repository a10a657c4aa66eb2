// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.run.ExperimentRunner;
import org.retrograde.app.run.RunObserver;
import org.retrograde.app.run.RunOutcome;

/** Runs one thing after another until told to stop, and prints what came of it. */
final class Experiments {

  private Experiments() {}

  /**
   * One thing to run.
   *
   * @param source the file or folder that errors are to name which only the data or the network
   *     brought to light, since these name just a key
   * @param experiment what is run
   * @param work runs it
   */
  record Task(String source, Supplier<Experiment> experiment, Work work) {

    private <T> T named(Supplier<T> action) {
      try {
        return action.get();
      } catch (RetrogradeException e) {
        throw e.problem().where().startsWith(source) ? e : naming(source, e);
      }
    }
  }

  /** Runs something. */
  @FunctionalInterface
  interface Work {
    RunOutcome run(ExperimentRunner runner, RunObserver observer, BooleanSupplier stop);
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
    List<ScoredOutcome> outcomes = new ArrayList<>();
    try (Interruption stop = Interruption.install(invocation.terminal().err())) {
      NeuronScoring neurons = NeuronScoring.of(bench, invocation, stop);
      List<Experiment> experiments = new ArrayList<>();
      for (Task task : tasks) {
        experiments.add(task.named(() -> checked(task.experiment().get(), neurons)));
      }
      ExperimentRunner runner = bench.runner().get();
      for (int i = 0; i < tasks.size() && !stop.getAsBoolean(); i++) {
        Task task = tasks.get(i);
        RunOutcome outcome =
            task.named(() -> task.work().run(runner, ProgressLines.of(invocation), stop));
        outcomes.add(neurons.score(experiments.get(i), outcome));
      }
      return Results.print(outcomes, invocation);
    }
  }

  /** What comes after a day of training shall not fail for a name. */
  private static Experiment checked(Experiment experiment, NeuronScoring neurons) {
    neurons.check(experiment);
    return experiment;
  }

  static Path out(Invocation invocation) {
    return invocation.path("out").orElse(Path.of("runs"));
  }
}
