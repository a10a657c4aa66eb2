// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.metric;

/**
 * What the units of a layer gave to each stimulus, X. There may be too many units to have them all
 * in memory, so what needs them all is asked for as products, which are computed once.
 */
public interface Activations {

  /**
   * Returns n, the number of rows.
   *
   * @return how many stimuli there are, or pairs of time bin and stimulus
   */
  int stimuli();

  /**
   * Returns p, the number of columns.
   *
   * @return how many units there are
   */
  int units();

  /**
   * Returns some columns.
   *
   * @param from the first unit
   * @param to the unit after the last
   * @return a new matrix, {@code [stimuli, to - from]}
   */
  Matrix units(int from, int to);

  /**
   * Returns X X', not centred.
   *
   * @return {@code [stimuli, stimuli]}, the same at every call; not to be written to
   */
  Matrix gram();

  /**
   * Returns X' X, not centred.
   *
   * @return {@code [units, units]}, the same at every call; not to be written to
   */
  Matrix scatter();
}
