// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.ceiling;

/** From the reliability of half the trials to that of all (Spearman 1910; Brown 1910). */
public final class SpearmanBrown {

  private SpearmanBrown() {}

  /**
   * Corrects.
   *
   * @param r the correlation of two halves, from -1 to 1
   * @return {@code 2 r / (1 + r)}: 0 at 0, 1 at 1
   */
  public static double of(double r) {
    return 2 * r / (1 + r);
  }
}
