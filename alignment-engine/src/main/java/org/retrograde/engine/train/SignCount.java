// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

/**
 * How many entries of two vectors have the same sign.
 *
 * @param equal those of equal signs
 * @param counted those at which neither is 0
 */
record SignCount(long equal, long counted) {

  static SignCount none() {
    return new SignCount(0, 0);
  }

  static SignCount of(double[] first, double[] second) {
    long equal = 0;
    long counted = 0;
    for (int i = 0; i < first.length; i++) {
      boolean counts = first[i] != 0 && second[i] != 0;
      counted += counts ? 1 : 0;
      equal += counts && first[i] > 0 == second[i] > 0 ? 1 : 0;
    }
    return new SignCount(equal, counted);
  }

  SignCount with(SignCount other) {
    return new SignCount(equal + other.equal, counted + other.counted);
  }

  /** From 0 to 1; NaN if none counts. */
  double fraction() {
    return counted == 0 ? Double.NaN : (double) equal / counted;
  }
}
