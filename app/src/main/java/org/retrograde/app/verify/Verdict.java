// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.verify;

/** What a comparison with a published number says. */
public enum Verdict {
  /** At most a band above the published error, or below it. */
  PASS("pass"),
  /** More than a band above the published error. */
  FAIL("fail"),
  /** Not compared. */
  NOT_RUN("not run");

  /** Numbers are published to two places; a difference of a millionth comes from rounding. */
  private static final double ROUNDING = 1e-6;

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /**
   * Returns the verdict in words.
   *
   * @return for example {@code not run}
   */
  public String words() {
    return words;
  }

  /**
   * Judges an error.
   *
   * @param error the error in %; NaN fails
   * @param published the published error in %
   * @param band by how much it may be exceeded, in points
   * @return pass or fail
   */
  static Verdict of(double error, double published, double band) {
    return error <= published + band + ROUNDING ? PASS : FAIL;
  }
}
