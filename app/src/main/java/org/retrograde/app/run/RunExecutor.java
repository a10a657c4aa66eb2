// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.engine.train.TrainingResult;

/** Runs experiments of one rule and one seed, from their beginning or from a checkpoint. */
public final class RunExecutor {

  private final TrainingStarter starter;
  private final Provenance provenance;
  private final Clock clock;
  private final Json json;

  /**
   * An executor of runs.
   *
   * @param starter makes the trainings
   * @param provenance what results depend on
   * @param clock names folders and measures durations
   * @param json writes records
   */
  public RunExecutor(TrainingStarter starter, Provenance provenance, Clock clock, Json json) {
    this.starter = starter;
    this.provenance = provenance;
    this.clock = clock;
    this.json = json;
  }

  boolean hasCheckpoint(RunFolder folder) {
    return !checkpoints(folder).steps().isEmpty();
  }

  void check(Experiment experiment) {
    starter.check(experiment);
  }

  void requireData(Experiment experiment) {
    starter.requireData(experiment);
  }

  /** Makes the folder of a run, given the texts of its first files. */
  interface FolderMaker {
    RunFolder make(Map<String, String> files);
  }

  /**
   * Runs an experiment in a new folder {@code <name>-<utc>}.
   *
   * @param run an experiment with one rule and one seed
   * @param parent where the folder goes
   * @param observer watches
   * @param stop asked before every step
   * @return the folder
   * @throws RetrogradeException if it fails; a folder that was begun then says so in its summary
   */
  public RunFolder start(Experiment run, Path parent, RunObserver observer, BooleanSupplier stop) {
    RunFolder.requireWritable(parent);
    return start(
        run, files -> RunFolder.create(parent, run.name(), clock.instant(), files), observer, stop);
  }

  RunFolder start(Experiment run, FolderMaker maker, RunObserver observer, BooleanSupplier stop) {
    try (Training training = starter.prepare(run)) {
      RunFolder folder = maker.make(firstFiles(run, training.facts()));
      train(run, folder, training, Optional.empty(), observer, stop);
      return folder;
    }
  }

  /**
   * Continues a run from its newest good checkpoint.
   *
   * @param run the experiment of its {@code experiment.yaml}
   * @param folder its folder
   * @param observer watches
   * @param stop asked before every step
   * @throws RetrogradeException if it has finished, has no good checkpoint, or one of another
   *     experiment
   */
  public void resume(Experiment run, RunFolder folder, RunObserver observer, BooleanSupplier stop) {
    requireUnfinished(folder);
    Checkpoint checkpoint =
        checkpoints(folder)
            .newest(provenance.writer().hash(run), observer::warning)
            .orElseThrow(() -> nothingToResume(folder));
    // A checkpoint holds all weights: those that the run began with are not needed again.
    try (Training training = starter.prepare(run.withDrawnWeights())) {
      training.restore(checkpoint.snapshot());
      // The summary of an earlier, stopped part must not outlive a kill of this one.
      Disk.deleteQuietly(folder.file(RunFolder.SUMMARY));
      train(run, folder, training, Optional.of(checkpoint), observer, stop);
    }
  }

  private void train(
      Experiment run,
      RunFolder folder,
      Training training,
      Optional<Checkpoint> from,
      RunObserver observer,
      BooleanSupplier stop) {
    Instant begin = clock.instant();
    double before = from.map(Checkpoint::wallSeconds).orElse(0.0);
    Outcome outcome = new Outcome(run, training.facts(), () -> before + secondsSince(begin));
    RunLog log = new RunLog(folder.file("run.log"), clock);
    long step = from.map(checkpoint -> checkpoint.snapshot().step()).orElse(0L);
    log.line(
        (step == 0 ? "started" : "resumed after step " + step)
            + " with Retrograde "
            + provenance.version());
    try (MetricsLog metrics =
        MetricsLog.open(
            folder.file(MetricsLog.FILE), from.map(Checkpoint::metricsBytes).orElse(0L), json)) {
      RunRecorder recorder =
          recorder(
              run,
              new RunRecorder.Files(metrics, checkpoints(folder), log),
              outcome,
              observer,
              stop);
      observer.started(run, folder.path(), training.facts(), step);
      TrainingResult result = training.run(recorder);
      end(folder, outcome.of(result), log, observer);
    } catch (RuntimeException | Error e) {
      fail(folder, outcome, log, e);
      throw e;
    }
  }

  private RunRecorder recorder(
      Experiment run,
      RunRecorder.Files files,
      Outcome outcome,
      RunObserver observer,
      BooleanSupplier stop) {
    RunRecorder.CheckpointSettings settings =
        new RunRecorder.CheckpointSettings(
            provenance.writer().hash(run), run.training().keepCheckpoints());
    return new RunRecorder(files, settings, outcome, observer, stop);
  }

  private void end(RunFolder folder, RunSummary summary, RunLog log, RunObserver observer) {
    folder.write(RunFolder.SUMMARY, json.pretty(summary));
    log.line(summary.status() + " after step " + summary.steps());
    observer.ended(folder.path(), summary);
  }

  private void fail(RunFolder folder, Outcome outcome, RunLog log, Throwable failure) {
    log.lineIfPossible("failed: " + failure.getMessage(), failure);
    try {
      folder.write(RunFolder.SUMMARY, json.pretty(outcome.failed()));
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private Map<String, String> firstFiles(Experiment run, TrainingFacts facts) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(RunFolder.EXPERIMENT, provenance.writer().yaml(run));
    files.put(RunFolder.PROVENANCE, json.pretty(provenance.of(run, facts, clock.instant())));
    return files;
  }

  private Checkpoints checkpoints(RunFolder folder) {
    return new Checkpoints(folder.file("checkpoints"), json);
  }

  private double secondsSince(Instant begin) {
    return Duration.between(begin, clock.instant()).toMillis() / 1e3;
  }

  private void requireUnfinished(RunFolder folder) {
    if (folder.summary(json).map(RunSummary::isFinished).orElse(false)) {
      throw RetrogradeException.usage(
          new Problem(
              folder.path().toString(),
              "a run that has finished",
              "one that was stopped or killed",
              "look at its report, or start a new run from its " + RunFolder.EXPERIMENT));
    }
  }

  private static RetrogradeException nothingToResume(RunFolder folder) {
    return RetrogradeException.usage(
        new Problem(
            folder.file("checkpoints").toString(),
            "no good checkpoint",
            "at least one",
            "start again with: run " + folder.file(RunFolder.EXPERIMENT)));
  }
}
