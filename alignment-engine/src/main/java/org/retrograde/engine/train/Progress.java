// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

/**
 * How far a run is, which coefficients may depend on.
 *
 * @param epoch the epochs done, fractions included, at least 0
 * @param epochs the length of the run in epochs, above 0
 */
public record Progress(double epoch, double epochs) {

  /** Checks the ranges. */
  public Progress {
    if (!(epoch >= 0 && epochs > 0)) {
      throw new IllegalArgumentException(
          "a run has epochs done of at least 0 and a length above 0, found "
              + epoch
              + " of "
              + epochs);
    }
  }

  /**
   * The start of a run.
   *
   * @return nothing of one epoch done
   */
  public static Progress start() {
    return new Progress(0, 1);
  }
}
