// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import org.retrograde.api.graph.Loss;
import org.retrograde.engine.train.TrainingPlan;

/**
 * How a network is trained and tested.
 *
 * @param plan what the engine is told
 * @param loss what the network minimises
 * @param batchSize images in a training step, at least 1
 * @param evaluationBatchSize images classified at once, at least 1
 * @param keepCheckpoints how many of the newest checkpoints stay, at least 1
 */
public record TrainingSettings(
    TrainingPlan plan, Loss loss, int batchSize, int evaluationBatchSize, int keepCheckpoints) {

  /** Checks the counts. */
  public TrainingSettings {
    if (batchSize < 1 || evaluationBatchSize < 1 || keepCheckpoints < 1) {
      throw new IllegalArgumentException(
          "counts are at least 1, found "
              + batchSize
              + ", "
              + evaluationBatchSize
              + " and "
              + keepCheckpoints);
    }
  }
}
