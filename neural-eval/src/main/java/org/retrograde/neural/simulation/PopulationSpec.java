// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.simulation;

import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/**
 * What simulated neuroids are like.
 *
 * @param neuroids how many there are in a region, at least 1
 * @param correlation between what a neuroid would give without noise and the best linear function
 *     of the layer it is tuned to, from 0 to 1
 * @param reliability of the mean over all repetitions, above 0 and at most 1
 * @param repetitions of each stimulus, at least 1
 * @param latency by how many steps of 10 ms neurons lag behind the network, from 0
 * @param units how many units of the layer a neuroid listens to, at least 1
 */
public record PopulationSpec(
    int neuroids, double correlation, double reliability, int repetitions, int latency, int units) {

  /** Checks the ranges. */
  public PopulationSpec {
    require("neuroids", neuroids, neuroids >= 1, "at least 1");
    require("correlation", correlation, correlation >= 0 && correlation <= 1, "from 0 to 1");
    require(
        "reliability", reliability, reliability > 0 && reliability <= 1, "above 0 and at most 1");
    require("repetitions", repetitions, repetitions >= 1, "at least 1");
    require("latency", latency, latency >= 0, "at least 0 steps");
    require("units", units, units >= 1, "at least 1");
  }

  private static void require(String key, double found, boolean holds, String expected) {
    if (!holds) {
      throw RetrogradeException.usage(
          new Problem("simulated neuroids, " + key, String.valueOf(found), expected, "change it"));
    }
  }

  /** The standard deviation of a trial's noise, where responses without it have 1. */
  double noise() {
    return Math.sqrt(repetitions * (1 - reliability) / reliability);
  }
}
