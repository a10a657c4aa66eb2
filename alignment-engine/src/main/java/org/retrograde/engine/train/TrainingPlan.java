// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import org.retrograde.engine.optimize.OptimizerSpec;

/**
 * How long and how a network is trained, and how often it is looked at.
 *
 * @param epochs the number of passes through the training images, at least 1
 * @param task the optimiser of W, biases, scales and shifts
 * @param alignment the optimiser of B
 * @param logEvery the number of steps between two records of the loss, at least 1
 * @param alignmentEvery the number of steps between two measurements of angles and norms, at least
 *     1
 * @param checkpointEvery the number of steps between two snapshots, at least 1; one more is taken
 *     after the last step
 */
public record TrainingPlan(
    int epochs,
    OptimizerSpec task,
    OptimizerSpec alignment,
    int logEvery,
    int alignmentEvery,
    int checkpointEvery) {

  /** Checks that all counts are at least 1. */
  public TrainingPlan {
    if (Math.min(Math.min(epochs, logEvery), Math.min(alignmentEvery, checkpointEvery)) < 1) {
      throw new IllegalArgumentException(
          "counts are at least 1, found "
              + epochs
              + ", "
              + logEvery
              + ", "
              + alignmentEvery
              + ", "
              + checkpointEvery);
    }
  }
}
