// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules.spiking;

import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/** Checks of what this package is given. */
final class Check {

  private Check() {}

  static void positive(String where, double value) {
    require(where, value > 0 && Double.isFinite(value), value, "a number above 0");
  }

  static void notNegative(String where, double value) {
    require(where, value >= 0 && Double.isFinite(value), value, "a number of at least 0");
  }

  static void require(String where, boolean holds, Object found, String expected) {
    if (!holds) {
      throw RetrogradeException.usage(
          new Problem(where, String.valueOf(found), expected, "correct the value"));
    }
  }
}
