// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.util.Map;
import java.util.Optional;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.result.Alignment;
import org.retrograde.api.result.Diagnostics;
import org.retrograde.api.result.Evaluation;
import org.retrograde.api.result.Quantity;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.checkpoint.Snapshot;
import org.retrograde.engine.train.AlignmentRecord;
import org.retrograde.engine.train.DiagnosticsRecord;
import org.retrograde.engine.train.StepRecord;
import org.retrograde.engine.train.TrainingListener;
import org.retrograde.engine.train.TrainingResult;

/**
 * Stands for the engine: ten steps, five an epoch, a record at each and a checkpoint after every
 * second; the one weight is the number of steps done.
 */
final class ScriptedTraining implements Training {

  static final int STEPS = 10;
  private static final int PER_EPOCH = 5;

  private final Optional<Long> failAt;
  private final Runnable beforeStep;
  private long step;

  ScriptedTraining(Optional<Long> failAt, Runnable beforeStep) {
    this.failAt = failAt;
    this.beforeStep = beforeStep;
  }

  /** Starts such trainings; those of a rule with the given label fail at a step. */
  static TrainingStarter starter(String failingLabel, long failAt, Runnable beforeStep) {
    return new TrainingStarter() {
      @Override
      public void check(Experiment experiment) {}

      @Override
      public void requireData(Experiment experiment) {}

      @Override
      public Training prepare(Experiment run) {
        boolean fails = run.rule().label().equals(failingLabel);
        return new ScriptedTraining(fails ? Optional.of(failAt) : Optional.empty(), beforeStep);
      }
    };
  }

  @Override
  public TrainingFacts facts() {
    return new TrainingFacts(
        "images", "0123", 10, 4, 2, new ImageShape(1, 1, 1), 1, 4, 2, PER_EPOCH, STEPS);
  }

  @Override
  public void restore(Snapshot snapshot) {
    step = snapshot.step();
  }

  @Override
  public TrainingResult run(TrainingListener listener) {
    while (step < STEPS) {
      if (listener.stopRequested()) {
        listener.checkpoint(snapshot());
        return result(false);
      }
      beforeStep.run();
      step(listener);
    }
    return result(true);
  }

  private void step(TrainingListener listener) {
    step++;
    if (failAt.isPresent() && step == failAt.get()) {
      throw RetrogradeException.failure(
          new Problem(
              "step " + step,
              "a loss that is not a number",
              "a finite loss",
              "lower the learning rate"));
    }
    listener.steps(
        new StepRecord(step, (double) step / PER_EPOCH, 1.0 / step, 0.5, 0.1, Double.NaN, 0.25));
    if (step % PER_EPOCH == 0) {
      listener.aligned(alignment());
      listener.evaluated(step, step / PER_EPOCH, evaluation());
      listener.diagnosed(diagnostics());
    }
    if (step % 2 == 0) {
      listener.checkpoint(snapshot());
    }
  }

  private Snapshot snapshot() {
    NamedArray weight = new NamedArray(java.util.List.of(1L), new float[] {step});
    return new Snapshot(step, step / PER_EPOCH, Map.of("w", weight));
  }

  private TrainingResult result(boolean finished) {
    return new TrainingResult(
        step, finished, evaluation(), alignment(), Optional.of(diagnostics()), 0.25);
  }

  private static Evaluation evaluation() {
    return new Evaluation(4, 0.5, 0.75, 1);
  }

  private AlignmentRecord alignment() {
    Alignment alignment = new Alignment(45, Double.NaN);
    return new AlignmentRecord(step, Map.of("fc", alignment), alignment);
  }

  private DiagnosticsRecord diagnostics() {
    Diagnostics values =
        new Diagnostics(Map.of(Quantity.GRADIENT_ANGLE, 30.0), Map.of("decay", 0.125));
    return new DiagnosticsRecord(step, Map.of("fc", values), values);
  }

  @Override
  public void close() {}
}
