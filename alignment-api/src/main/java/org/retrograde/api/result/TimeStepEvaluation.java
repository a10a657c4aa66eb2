// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.result;

/**
 * How well a network unrolled in time classifies a split by its logits at one time step.
 *
 * @param timeStep the number of the step, counted from 0, at which the image appears
 * @param loss the mean cross-entropy in nats
 * @param top1 the fraction whose class has the highest logit, from 0 to 1
 */
public record TimeStepEvaluation(int timeStep, double loss, double top1) {

  /** How long a step lasts by convention. */
  private static final int MILLISECONDS = 10;

  /**
   * Returns when the step begins.
   *
   * @return milliseconds since the image appeared
   */
  public int milliseconds() {
    return MILLISECONDS * timeStep;
  }
}
