// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.linear;

import org.retrograde.api.metric.Matrix;

/** Where activations come from that are not kept in memory. */
@FunctionalInterface
public interface UnitSource {

  /**
   * Reads the columns of some units.
   *
   * @param from the first unit
   * @param to the unit after the last
   * @return a new matrix, {@code [stimuli, to - from]}
   */
  Matrix units(int from, int to);
}
