// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.util.List;
import java.util.function.DoubleSupplier;
import org.retrograde.api.result.Quantity;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.engine.train.TrainingResult;

/** Keeps count during a run, so that there is a summary however it ends. */
final class Outcome {

  private final Experiment run;
  private final TrainingFacts facts;
  private final DoubleSupplier wallSeconds;
  private long step;

  Outcome(Experiment run, TrainingFacts facts, DoubleSupplier wallSeconds) {
    this.run = run;
    this.facts = facts;
    this.wallSeconds = wallSeconds;
  }

  double wallSeconds() {
    return wallSeconds.getAsDouble();
  }

  void reached(long newStep) {
    step = newStep;
  }

  RunSummary of(TrainingResult result) {
    return new RunSummary(
        run.name(),
        run.rule().label(),
        run.seed(),
        result.finished() ? RunSummary.FINISHED : RunSummary.STOPPED,
        result.steps(),
        result.steps() / facts.stepsPerEpoch(),
        result.evaluation().top1(),
        result.evaluation().top5(),
        result.evaluation().loss(),
        result.alignment().whole().angleDegrees(),
        result.alignment().whole().normRatio(),
        measured(result, Quantity.GRADIENT_ANGLE),
        measured(result, Quantity.LOCAL_ERROR_ANGLE),
        result.medianStepSeconds(),
        wallSeconds.getAsDouble(),
        facts.parameters(),
        result.evaluation().timeSteps());
  }

  private static double measured(TrainingResult result, Quantity quantity) {
    return result.diagnostics().stream()
        .flatMapToDouble(record -> record.whole().get(quantity).stream())
        .findFirst()
        .orElse(Double.NaN);
  }

  /**
   * The summary of a run that ended with an error: numbers that would have come at its end are
   * unknown.
   */
  RunSummary failed() {
    double unknown = Double.NaN;
    return new RunSummary(
        run.name(),
        run.rule().label(),
        run.seed(),
        RunSummary.FAILED,
        step,
        step / facts.stepsPerEpoch(),
        unknown,
        unknown,
        unknown,
        unknown,
        unknown,
        unknown,
        unknown,
        unknown,
        wallSeconds.getAsDouble(),
        facts.parameters(),
        List.of());
  }
}
