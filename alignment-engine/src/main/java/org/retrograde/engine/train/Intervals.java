// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

/**
 * How often a training is looked at.
 *
 * @param log the number of steps between two records of the loss, at least 1
 * @param alignment the number of steps between two measurements of angles and norms, at least 1
 * @param checkpoint the number of steps between two snapshots, at least 1; one more is taken after
 *     the last step
 */
public record Intervals(int log, int alignment, int checkpoint) {

  /** Checks that all are at least 1. */
  public Intervals {
    if (Math.min(log, Math.min(alignment, checkpoint)) < 1) {
      throw new IllegalArgumentException(
          "intervals are at least 1 step, found " + log + ", " + alignment + ", " + checkpoint);
    }
  }
}
