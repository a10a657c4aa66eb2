// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.neural.ExperimentScoring;
import org.retrograde.app.run.RunOutcome;

/**
 * Scores runs that a command trained, if their experiment says against what.
 *
 * @param scoring scores
 * @param invocation where progress goes
 * @param stop asked before every fit
 */
record NeuronScoring(ExperimentScoring scoring, Invocation invocation, BooleanSupplier stop) {

  static NeuronScoring of(Workbench bench, Invocation invocation, BooleanSupplier stop) {
    ExperimentScoring.Tools tools =
        new ExperimentScoring.Tools(
            bench.catalog(),
            () -> ModelFeatures.starter(invocation, bench),
            ModelFlags.reader(bench, invocation),
            (target, title, runs) -> bench.runner().get().report(target, title, runs),
            invocation.json());
    return new NeuronScoring(new ExperimentScoring(tools), invocation, stop);
  }

  void check(Experiment experiment) {
    scoring.check(experiment);
  }

  ScoredOutcome score(Experiment experiment, RunOutcome outcome) {
    if (experiment.neurons().isEmpty()) {
      return ScoredOutcome.of(outcome);
    }
    String resume = "retrograde resume " + outcome.folder().path();
    List<Path> runs = outcome.runs().stream().map(run -> run.folder().path()).toList();
    if (!outcome.failures().isEmpty()) {
      return ScoredOutcome.unscored(
          outcome,
          "neurons: not scored, since not every run ended well; try again with: "
              + resume
              + ", or score what there is with: retrograde score --model "
              + outcome.folder().path());
    }
    boolean ended = outcome.runs().stream().allMatch(run -> run.summary().isFinished());
    if (!ended || runs.size() < experiment.runs().size()) {
      return stopped(outcome, resume);
    }
    try {
      return scoring
          .score(experiment, outcome.folder(), runs, new NeuronProgress(invocation), stop)
          .map(scores -> ScoredOutcome.of(outcome, scores))
          .orElseGet(() -> stopped(outcome, resume));
    } catch (RetrogradeException e) {
      return ScoredOutcome.failed(
          outcome, "neurons: not scored; once that is corrected: " + resume, e);
    }
  }

  private static ScoredOutcome stopped(RunOutcome outcome, String resume) {
    return ScoredOutcome.unscored(
        outcome, "neurons: not scored before the stop; score with: " + resume);
  }
}
