// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

/**
 * A time bin from stimulus onset.
 *
 * @param start in ms
 * @param end in ms, after the start
 */
public record TimeBin(double start, double end) {

  /** Checks the order. */
  public TimeBin {
    if (!(start < end)) {
      throw new IllegalArgumentException("a bin from " + start + " to " + end + " ms is empty");
    }
  }

  /**
   * Returns the bin for readers.
   *
   * @return for example {@code 70-80 ms}
   */
  public String text() {
    return plain(start) + "-" + plain(end) + " ms";
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
