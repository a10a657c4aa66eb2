// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.plugin;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that a mistyped one was meant to be. */
public final class Nearest {

  private Nearest() {}

  /**
   * Returns the candidate closest to a mistyped name, by Levenshtein distance.
   *
   * @param typed what the user wrote
   * @param candidates the names allowed
   * @return the nearest, the first in alphabetical order among equals; empty if there are no
   *     candidates
   */
  public static Optional<String> to(String typed, Collection<String> candidates) {
    return candidates.stream()
        .sorted()
        .min(Comparator.comparingInt(candidate -> distance(typed, candidate)));
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitution, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
