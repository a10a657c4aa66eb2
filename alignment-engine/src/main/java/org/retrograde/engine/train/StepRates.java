// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.OptionalDouble;

/**
 * The learning rates of a step, schedules included.
 *
 * @param task that of W, biases, scales and shifts; empty if they rest
 * @param alignment that of B; empty if B rests
 */
public record StepRates(OptionalDouble task, OptionalDouble alignment) {

  /**
   * The rates of a step that moves everything.
   *
   * @param task that of W, biases, scales and shifts
   * @param alignment that of B
   * @return the rates
   */
  public static StepRates both(double task, double alignment) {
    return new StepRates(OptionalDouble.of(task), OptionalDouble.of(alignment));
  }
}
