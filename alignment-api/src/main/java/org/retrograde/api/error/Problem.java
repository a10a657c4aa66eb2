// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.error;

import java.util.Objects;

/**
 * What went wrong, in the four parts a user needs.
 *
 * @param where the file and line, key, layer or step concerned
 * @param found what was found there
 * @param expected what was expected instead
 * @param advice what to do next
 */
public record Problem(String where, String found, String expected, String advice) {

  /** Checks that no part is missing. */
  public Problem {
    Objects.requireNonNull(where, "where");
    Objects.requireNonNull(found, "found");
    Objects.requireNonNull(expected, "expected");
    Objects.requireNonNull(advice, "advice");
  }

  /**
   * Returns the problem as one line of text.
   *
   * @return {@code where: found …; expected …; advice}, without line breaks
   */
  public String line() {
    String text = where + ": found " + found + "; expected " + expected + "; " + advice;
    return text.replaceAll("\\s*\\R\\s*", " ");
  }
}
