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
 * @param diagnosticsEvery the number of epochs between two measurements on a fixed batch; 0 for
 *     none
 */
public record TrainingSettings(
    TrainingPlan plan,
    Loss loss,
    int batchSize,
    int evaluationBatchSize,
    int keepCheckpoints,
    int diagnosticsEvery) {

  /** Checks the counts. */
  public TrainingSettings {
    if (batchSize < 1 || evaluationBatchSize < 1 || keepCheckpoints < 1 || diagnosticsEvery < 0) {
      throw new IllegalArgumentException(
          "counts are at least 1, that between measurements at least 0, found "
              + batchSize
              + ", "
              + evaluationBatchSize
              + ", "
              + keepCheckpoints
              + " and "
              + diagnosticsEvery);
    }
  }
}
