// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.verify;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.experiment.Claim;
import org.retrograde.app.experiment.ClaimEntry;
import org.retrograde.app.experiment.DatasetSettings;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.experiment.ExperimentParser;
import org.retrograde.app.run.ExperimentRunner;
import org.retrograde.app.run.Json;
import org.retrograde.app.run.RunFolder;

/** Runs the experiments of claims and compares the results with the published ones. */
public final class Verifier {

  private final ExperimentParser parser;
  private final ExperimentRunner runner;
  private final Json json;

  /**
   * A verifier.
   *
   * @param parser reads the claims' experiments
   * @param runner runs them
   * @param json reads and writes results
   */
  public Verifier(ExperimentParser parser, ExperimentRunner runner, Json json) {
    this.parser = parser;
    this.runner = runner;
    this.json = json;
  }

  /**
   * Verifies a claim in the folder {@code <out>/<claim id>}, or goes on there. Results are written
   * after every entry.
   *
   * @param claim the claim
   * @param selection which part of it, and how
   * @param out where its folder goes
   * @param observer watches
   * @param stop asked before every step
   * @return what came of each entry
   * @throws RetrogradeException if an experiment is wrong, nothing can be written, or a folder
   *     holds the run of another experiment
   */
  public VerificationReport verify(
      Claim claim, Selection selection, Path out, TrialObserver observer, BooleanSupplier stop) {
    TrialPlan plan = TrialPlan.of(claim, selection, parser);
    Path folder = out.resolve(claim.id());
    RunFolder.requireWritable(folder);
    Map<DatasetSettings, Optional<String>> obstacles = new HashMap<>();
    Trials trials = new Trials(folder, runner, json, observer, stop);
    EntryVerifier verifier = new EntryVerifier(claim, plan, trials);
    List<EntryOutcome> outcomes = new ArrayList<>();
    for (ClaimEntry entry : plan.entries()) {
      outcomes.add(
          obstacle(entry, plan, obstacles)
              .map(reason -> EntryOutcome.notRun(entry, reason, Double.NaN, List.of(), ""))
              .orElseGet(() -> verifier.verify(entry)));
      VerificationFiles.write(new VerificationReport(claim, folder, outcomes), json);
    }
    VerificationReport report = new VerificationReport(claim, folder, outcomes);
    writeCurves(report);
    return report;
  }

  /** What hinders an entry. Data are looked for once. */
  private Optional<String> obstacle(
      ClaimEntry entry, TrialPlan plan, Map<DatasetSettings, Optional<String>> known) {
    Experiment experiment = plan.full(entry, entry.rates().get(0));
    return known.computeIfAbsent(
        experiment.dataset(), dataset -> obstacle(plan.claim(), experiment));
  }

  /** Something that the program lacks, or data that are not here. */
  private Optional<String> obstacle(Claim claim, Experiment experiment) {
    List<String> reasons = new ArrayList<>();
    claim.needs().ifPresent(needs -> reasons.add("needs " + needs));
    try {
      runner.requireData(experiment);
    } catch (RetrogradeException e) {
      if (e.kind() != RetrogradeException.Kind.USAGE) {
        throw e;
      }
      Problem problem = e.problem();
      reasons.add(problem.where() + ": found " + problem.found() + "; to do: " + problem.advice());
    }
    return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
  }

  private void writeCurves(VerificationReport report) {
    List<Path> runs =
        report.entries().stream()
            .map(EntryOutcome::folder)
            .filter(folder -> !folder.isEmpty())
            .map(Path::of)
            .toList();
    if (!runs.isEmpty()) {
      runner.report(report.folder().resolve(RunFolder.REPORT), report.claim().title(), runs);
    }
  }
}
