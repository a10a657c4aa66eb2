// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.behavior;

import java.util.Collection;
import java.util.stream.Collectors;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/** Input that cannot be used. */
final class Refusals {

  private static final int SHOWN = 3;

  private Refusals() {}

  static RetrogradeException of(String where, String found, String expected, String advice) {
    return RetrogradeException.usage(new Problem(where, found, expected, advice));
  }

  /** The first few names, and how many there are in all. */
  static String some(Collection<String> names) {
    String first = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return names.size() <= SHOWN ? first : first + ", ... (" + names.size() + " in all)";
  }
}
