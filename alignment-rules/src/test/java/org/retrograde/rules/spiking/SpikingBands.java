// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules.spiking;

import org.retrograde.testkit.Tolerance;

/** How closely random simulations have to meet what is expected of them. */
final class SpikingBands {

  /** A million numbers on a grid: each boundary between counts errs by less than one number. */
  static final Tolerance GRID_OF_A_MILLION =
      new Tolerance("grid", 0, 3e-6, "two boundaries of a cell, each off by at most 1e-6");

  /** A Poisson count of 40,000 has a deviation of 200, or 0.5 percent; four of them. */
  static final Tolerance MEAN_OF_40000_SPIKES =
      new Tolerance("mean of spikes", 0.02, 0, "four deviations of a count of 40,000");

  /** B is float. */
  static final Tolerance STORED_AS_FLOAT =
      new Tolerance("stored as float", 1e-6, 0, "float32 rounds at 6e-8");

  /** How many networks the acceptance test averages. */
  static final int NETWORKS = 8;

  private SpikingBands() {}

  /**
   * The band about a published figure. It is one network's, rounded; ours is the mean of {@link
   * #NETWORKS}. With a deviation {@code s} from network to network the difference has the deviation
   * {@code s sqrt(1 + 1 / NETWORKS)}; the band is three of those and half a unit of rounding. Each
   * {@code s} is measured on 40 networks.
   */
  static Tolerance published(double deviation, double halfUnit) {
    double band = 3 * deviation * Math.sqrt(1 + 1.0 / NETWORKS) + halfUnit;
    return new Tolerance("published figure", 0, band, "three deviations between networks");
  }
}
