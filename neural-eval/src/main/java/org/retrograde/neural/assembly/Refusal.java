// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/** Input that cannot be used, said in the usual four parts. */
final class Refusal {

  private static final int SHOWN = 5;

  private Refusal() {}

  static RetrogradeException of(String where, String found, String expected, String advice) {
    return RetrogradeException.usage(new Problem(where, found, expected, advice));
  }

  static RetrogradeException missing(Path file, String expected) {
    return of(
        file.toString(), "no such file", expected, "correct the path, or copy the file there");
  }

  static RetrogradeException unreadable(String where, String found, Throwable cause) {
    return unreadable(
        where, found, "copy the file again, or rewrite it with xarray's to_netcdf", cause);
  }

  static RetrogradeException unreadable(
      String where, String found, String advice, Throwable cause) {
    return RetrogradeException.failure(
        new Problem(
            where,
            found + " (" + cause.getMessage() + ")",
            "a whole file that nothing else writes to",
            advice),
        cause);
  }

  /** The first few, and how many there are in all. */
  static String some(Collection<String> names) {
    String first = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return names.size() <= SHOWN ? first : first + ", ... (" + names.size() + " in all)";
  }
}
