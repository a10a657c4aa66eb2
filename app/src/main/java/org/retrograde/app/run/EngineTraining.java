// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import org.retrograde.api.data.Dataset;
import org.retrograde.engine.checkpoint.Snapshot;
import org.retrograde.engine.train.Trainer;
import org.retrograde.engine.train.TrainingListener;
import org.retrograde.engine.train.TrainingResult;

/** A training by the engine. */
final class EngineTraining implements Training {

  private final Trainer trainer;
  private final TrainingFacts facts;

  EngineTraining(Trainer trainer, Dataset dataset, int batchSize) {
    this.trainer = trainer;
    this.facts =
        new TrainingFacts(
            dataset.name(),
            dataset.digest(),
            dataset.training().size(),
            dataset.test().size(),
            dataset.classes(),
            dataset.training().shape(),
            trainer.parameterCount(),
            trainer.plannedBytes(),
            batchSize,
            trainer.stepsPerEpoch(),
            trainer.totalSteps());
  }

  @Override
  public TrainingFacts facts() {
    return facts;
  }

  @Override
  public void restore(Snapshot snapshot) {
    trainer.restore(snapshot);
  }

  @Override
  public TrainingResult run(TrainingListener listener) {
    return trainer.run(listener);
  }

  @Override
  public void close() {
    trainer.close();
  }
}
