// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.OptionalDouble;
import org.retrograde.engine.optimize.OptimizerSpec;

/** The learning rates of each step: those of the schedules, each in its group's own time. */
final class RateSchedule {

  private final TrainingPlan plan;
  private final int stepsPerEpoch;
  private final long totalSteps;

  RateSchedule(TrainingPlan plan, int stepsPerEpoch) {
    this.plan = plan;
    this.stepsPerEpoch = stepsPerEpoch;
    this.totalSteps = (long) plan.epochs() * stepsPerEpoch;
  }

  /** The rates of the step before which so many have been done. */
  StepRates of(long step) {
    Regime regime = plan.regime();
    return new StepRates(
        regime.movesTask(step, stepsPerEpoch)
            ? rate(plan.task(), regime.taskSteps(step, stepsPerEpoch), taskTotal())
            : OptionalDouble.empty(),
        regime.movesAlignment(step, stepsPerEpoch)
            ? rate(plan.alignment(), regime.alignmentSteps(step, stepsPerEpoch), alignmentTotal())
            : OptionalDouble.empty());
  }

  private long taskTotal() {
    return plan.regime().taskSteps(totalSteps, stepsPerEpoch);
  }

  private long alignmentTotal() {
    return plan.regime().alignmentSteps(totalSteps, stepsPerEpoch);
  }

  private OptionalDouble rate(OptimizerSpec optimizer, long done, long total) {
    double epoch = (double) done / stepsPerEpoch;
    double epochs = (double) total / stepsPerEpoch;
    return OptionalDouble.of(
        optimizer.learningRate() * optimizer.schedule().multiplier(epoch, epochs));
  }
}
