// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.behaviour;

import org.retrograde.api.metric.Normalization;

/**
 * How alike the behaviour of a network and of subjects is. Both numbers refer to half of the
 * trials.
 *
 * @param raw the mean correlation of the network with half of the trials
 * @param error its population deviation over the ways to halve
 * @param ceiling the mean correlation of the two halves
 * @param ceilingError its deviation
 */
public record BehaviouralScore(double raw, double error, double ceiling, double ceilingError) {

  /**
   * Returns the normalised score.
   *
   * @return r / sqrt(c); NaN if the ceiling is not above 0
   */
  public double score() {
    return Normalization.OVER_ROOT_CEILING.apply(raw, ceiling);
  }
}
