// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

/**
 * A part of the time since stimulus onset.
 *
 * @param start where it begins, in milliseconds; NaN, like the end, if a file does not say
 * @param end where it ends, in milliseconds, not part of it
 */
public record TimeBin(double start, double end) {

  /** Checks the order. */
  public TimeBin {
    if (end <= start) {
      throw new IllegalArgumentException("a time bin ends after its start, found " + start + " ms");
    }
  }

  /**
   * Tells whether the times are known.
   *
   * @return false if the file did not say
   */
  public boolean isKnown() {
    return start < end;
  }

  /**
   * Returns the bin for readers.
   *
   * @return for example {@code 70-80 ms}
   */
  public String text() {
    return isKnown() ? shortened(start) + "-" + shortened(end) + " ms" : "all times";
  }

  @Override
  public String toString() {
    return isKnown() ? "[" + shortened(start) + ", " + shortened(end) + ") ms" : "all times";
  }

  private static String shortened(double time) {
    return time == Math.rint(time) ? Long.toString((long) time) : Double.toString(time);
  }
}
