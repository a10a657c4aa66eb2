// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

/** Checks that several records share. */
final class Require {

  private Require() {}

  static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is at least 1, found " + value);
    }
  }

  static void finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " is finite, found " + value);
    }
  }

  static void notNegative(String name, double value) {
    if (!(value >= 0) || !Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " is at least 0, found " + value);
    }
  }
}
