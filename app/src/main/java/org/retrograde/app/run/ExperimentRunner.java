// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.experiment.ExperimentParser;
import org.retrograde.app.experiment.ExperimentWriter;
import org.retrograde.app.experiment.YamlReader;

/** Runs experiments, one run or a comparison of several, and writes a report over each. */
public final class ExperimentRunner {

  /**
   * What reads and writes experiments and reports.
   *
   * @param parser reads experiments
   * @param writer writes them
   * @param reports writes reports
   */
  public record Papers(ExperimentParser parser, ExperimentWriter writer, ReportRenderer reports) {}

  private final RunExecutor executor;
  private final Papers papers;
  private final Clock clock;
  private final Json json;

  /**
   * A runner of experiments.
   *
   * @param executor runs one rule with one seed
   * @param papers reads and writes experiments and reports
   * @param clock names folders
   * @param json writes records
   */
  public ExperimentRunner(RunExecutor executor, Papers papers, Clock clock, Json json) {
    this.executor = executor;
    this.papers = papers;
    this.clock = clock;
    this.json = json;
  }

  /**
   * Runs an experiment; one with several architectures, rules or seeds becomes a comparison.
   *
   * @param experiment the experiment
   * @param parent where its folder goes
   * @param observer watches
   * @param stop asked before every step
   * @return what came of it
   * @throws RetrogradeException if a single run fails, or nothing could be begun
   */
  public RunOutcome run(
      Experiment experiment, Path parent, RunObserver observer, BooleanSupplier stop) {
    if (experiment.isComparison()) {
      return compare(experiment, parent, observer, stop);
    }
    return single(experiment, executor.start(experiment, parent, observer, stop));
  }

  /**
   * Runs every architecture of an experiment with every rule and seed, in one folder.
   *
   * @param experiment the experiment
   * @param parent where its folder goes
   * @param observer watches
   * @param stop asked before every step
   * @return what came of it; a run that fails does not end the others
   * @throws RetrogradeException if nothing could be begun
   */
  public RunOutcome compare(
      Experiment experiment, Path parent, RunObserver observer, BooleanSupplier stop) {
    RunFolder.requireWritable(parent);
    executor.check(experiment);
    Map<String, String> files =
        Map.of(RunFolder.EXPERIMENT, papers.writer().yaml(experiment), RunFolder.COMPARISON, "[ ]");
    RunFolder folder = RunFolder.create(parent, experiment.name(), clock.instant(), files);
    return runAll(experiment, folder, observer, stop);
  }

  /**
   * Continues a run, or whatever a comparison has left to do. A run that has finished is left as it
   * is if it is to be scored against neurons, which may still be to do.
   *
   * @param path the folder
   * @param observer watches
   * @param stop asked before every step
   * @return what came of it
   * @throws RetrogradeException if there is nothing to continue, or a single run fails
   */
  public RunOutcome resume(Path path, RunObserver observer, BooleanSupplier stop) {
    RunFolder folder = RunFolder.at(path);
    Experiment experiment =
        papers.parser().parse(new YamlReader().read(folder.file(RunFolder.EXPERIMENT)));
    if (folder.isComparison()) {
      return runAll(experiment, folder, observer, stop);
    }
    boolean finished = folder.summary(json).map(RunSummary::isFinished).orElse(false);
    if (!finished || experiment.neurons().isEmpty()) {
      executor.resume(experiment, folder, observer, stop);
    }
    return single(experiment, folder);
  }

  /**
   * Checks that the data of an experiment are there.
   *
   * @param experiment the experiment
   * @throws RetrogradeException if they are not; the problem says where they belong
   */
  public void requireData(Experiment experiment) {
    executor.requireData(experiment);
  }

  /**
   * Checks that a folder, if it exists, holds a certain run. What it is scored against when it is
   * trained may be another.
   *
   * @param path the folder
   * @param run an experiment with one rule and one seed
   * @throws RetrogradeException if it holds another
   */
  public void requireHolds(Path path, Experiment run) {
    new RunFolder(path)
        .requireHolds(
            training(run), file -> training(papers.parser().parse(new YamlReader().read(file))));
  }

  private String training(Experiment experiment) {
    return papers.writer().yaml(experiment.withoutNeurons());
  }

  /**
   * Does what is left to do of a run in a folder of a given name: all of it, what follows its
   * newest checkpoint, or nothing.
   *
   * @param run an experiment with one rule and one seed
   * @param path the folder, which need not exist; the run's alone
   * @param observer watches
   * @param stop asked before every step
   * @return the folder, in which the summary says how the run ended
   * @throws RetrogradeException if the folder holds another experiment, or the run fails
   */
  public RunFolder complete(Experiment run, Path path, RunObserver observer, BooleanSupplier stop) {
    RunFolder folder = new RunFolder(path);
    requireHolds(path, run);
    if (folder.summary(json).map(RunSummary::isFinished).orElse(false)) {
      folder.write(RunFolder.EXPERIMENT, papers.writer().yaml(run));
      return folder;
    } else if (executor.hasCheckpoint(folder)) {
      executor.resume(run, folder, observer, stop);
      return folder;
    }
    Disk.deleteFolderQuietly(path);
    return executor.start(run, files -> RunFolder.create(path, files), observer, stop);
  }

  /**
   * Writes a report over runs.
   *
   * @param target the file
   * @param title its heading
   * @param runs the folders of the runs, at least one
   */
  public void report(Path target, String title, List<Path> runs) {
    papers.reports().render(target, title, runs);
  }

  private RunOutcome single(Experiment experiment, RunFolder folder) {
    report(folder.file(RunFolder.REPORT), experiment.name(), List.of(folder.path()));
    return new RunOutcome(folder, entries(List.of(folder)), List.of());
  }

  private RunOutcome runAll(
      Experiment experiment, RunFolder folder, RunObserver observer, BooleanSupplier stop) {
    List<RunFolder> begun = new ArrayList<>();
    List<RetrogradeException> failures = new ArrayList<>();
    for (Experiment run : experiment.runs()) {
      if (stop.getAsBoolean()) {
        break;
      }
      RunFolder runFolder = new RunFolder(folder.file(experiment.folder(run)));
      begun.add(runFolder);
      attempt(run, runFolder, observer, stop).ifPresent(failures::add);
      folder.write(
          RunFolder.COMPARISON,
          json.pretty(entries(begun).stream().map(RunOutcome.Entry::summary).toList()));
    }
    List<RunOutcome.Entry> entries = entries(begun);
    report(experiment, folder, entries);
    return new RunOutcome(folder, entries, failures);
  }

  /** Does what is left to do of one run of a comparison, and returns why it failed, if it did. */
  private Optional<RetrogradeException> attempt(
      Experiment run, RunFolder folder, RunObserver observer, BooleanSupplier stop) {
    try {
      complete(run, folder.path(), observer, stop);
      return Optional.empty();
    } catch (RetrogradeException e) {
      String name = run.architecture().name() + ", " + run.rule().label();
      observer.warning(name + " with seed " + run.seed() + " failed: " + e.getMessage());
      return Optional.of(e);
    }
  }

  private void report(Experiment experiment, RunFolder folder, List<RunOutcome.Entry> entries) {
    List<Path> folders = entries.stream().map(entry -> entry.folder().path()).toList();
    if (!folders.isEmpty()) {
      report(folder.file(RunFolder.REPORT), experiment.name(), folders);
    }
  }

  private List<RunOutcome.Entry> entries(List<RunFolder> folders) {
    List<RunOutcome.Entry> entries = new ArrayList<>();
    for (RunFolder folder : folders) {
      folder.summary(json).ifPresent(summary -> entries.add(new RunOutcome.Entry(folder, summary)));
    }
    return entries;
  }
}
