// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import org.retrograde.api.plugin.Parameters;

/**
 * What a fit of partial least squares is told.
 *
 * @param components how many to find
 * @param scale whether columns are divided by their sample deviations
 * @param tolerance below which squared change of the unit weights a component is found
 * @param maxIterations after how many passes a component is taken as it is
 */
record PlsOptions(int components, boolean scale, double tolerance, int maxIterations) {

  /** The rounding unit by which scikit-learn judges what is constant. */
  static final double EPSILON = Math.ulp(1.0);

  static PlsOptions of(Parameters parameters) {
    return new PlsOptions(
        parameters.size("components"),
        parameters.flag("scale"),
        parameters.decimal("tolerance"),
        parameters.size("maxIterations"));
  }
}
