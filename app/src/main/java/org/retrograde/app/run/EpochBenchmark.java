// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import org.retrograde.api.result.Evaluation;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.engine.checkpoint.Snapshot;
import org.retrograde.engine.train.AlignmentRecord;
import org.retrograde.engine.train.StepRecord;
import org.retrograde.engine.train.Trainer;
import org.retrograde.engine.train.TrainingListener;

/**
 * Times the first epoch of a run: the steps and all that goes on between them, such as preparing
 * batches and measuring angles, but not the evaluation at its end, and nothing is written.
 *
 * @param starter makes trainings
 */
public record EpochBenchmark(EngineStarter starter) {

  /**
   * Where the time of an epoch went.
   *
   * @param steps its steps
   * @param seconds its duration
   * @param medianStepSeconds the median duration of a step by itself
   */
  public record Result(int steps, double seconds, double medianStepSeconds) {

    /**
     * Compares the epoch with one that consists of nothing but median steps.
     *
     * @return about 1 if nearly all the time goes into steps, more if something else takes time too
     */
    public double ratio() {
      return seconds / (steps * medianStepSeconds);
    }
  }

  /**
   * Trains for one epoch.
   *
   * @param run an experiment with one rule and one seed
   * @return its duration
   * @throws org.retrograde.api.error.RetrogradeException if data, network and rule do not fit
   *     together, or the training diverges
   */
  public Result run(Experiment run) {
    try (Trainer trainer = starter.trainer(run)) {
      long start = System.nanoTime();
      trainer.trainEpoch(new Indifferent());
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Result(trainer.stepsPerEpoch(), seconds, trainer.medianStepSeconds());
    }
  }

  private record Indifferent() implements TrainingListener {

    @Override
    public void steps(StepRecord record) {}

    @Override
    public void aligned(AlignmentRecord record) {}

    @Override
    public void evaluated(long step, long epoch, Evaluation evaluation) {}

    @Override
    public void checkpoint(Snapshot snapshot) {}

    @Override
    public boolean stopRequested() {
      return false;
    }
  }
}
