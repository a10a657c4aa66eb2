// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.List;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Matrix;

/**
 * What is wrong with units.
 *
 * @param units how many there are
 * @param constant how many give the same activation to every stimulus
 */
record UnitCheck(int units, int constant) {

  /** So many units are read at a time. */
  private static final int BLOCK = 1024;

  static UnitCheck of(StimulusActivations activations, int... rows) {
    int units = activations.values().units();
    int constant = 0;
    for (int from = 0; from < units; from += BLOCK) {
      Matrix block = activations.values().units(from, Math.min(units, from + BLOCK));
      for (int j = 0; j < block.columns(); j++) {
        boolean varies = false;
        for (int row : rows) {
          requireFinite(activations, block.at(row, j), row, from + j);
          varies |= block.at(row, j) != block.at(rows[0], j);
        }
        constant += varies ? 0 : 1;
      }
    }
    return new UnitCheck(units, constant);
  }

  private static void requireFinite(
      StimulusActivations activations, double value, int row, int unit) {
    if (!Double.isFinite(value)) {
      throw RetrogradeException.usage(
          new Problem(
              "activation of unit "
                  + unit
                  + " (counted from 0) to stimulus '"
                  + activations.stimuli().get(row)
                  + "'",
              Double.toString(value),
              "a finite number",
              "leave out this unit or stimulus, or check the network's weights"));
    }
  }

  void warn(List<String> warnings) {
    if (constant > 0) {
      warnings.add(constant + " of " + units + " units give every stimulus the same activation");
    }
  }
}
