// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import org.retrograde.engine.optimize.OptimizerSpec;

/**
 * How long and how a network is trained, and how often it is looked at.
 *
 * @param epochs the number of passes through the training images, at least 1
 * @param task the optimiser of W, biases, scales and shifts
 * @param alignment the optimiser of B
 * @param regime which steps move W and which B
 * @param every how often it is looked at
 * @param memory whether steps trade time for memory
 */
public record TrainingPlan(
    int epochs,
    OptimizerSpec task,
    OptimizerSpec alignment,
    Regime regime,
    Intervals every,
    Memory memory) {

  /** Checks that there is an epoch. */
  public TrainingPlan {
    if (epochs < 1) {
      throw new IllegalArgumentException("there is at least 1 epoch, found " + epochs);
    }
  }

  /**
   * A training that trades nothing for memory.
   *
   * @param epochs the number of passes through the training images, at least 1
   * @param task the optimiser of W, biases, scales and shifts
   * @param alignment the optimiser of B
   * @param regime which steps move W and which B
   * @param every how often it is looked at
   */
  public TrainingPlan(
      int epochs, OptimizerSpec task, OptimizerSpec alignment, Regime regime, Intervals every) {
    this(epochs, task, alignment, regime, every, Memory.NORMAL);
  }
}
