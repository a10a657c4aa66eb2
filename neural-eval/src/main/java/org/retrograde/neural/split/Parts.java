// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.split;

import java.util.List;
import java.util.stream.IntStream;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Fold;

/** Folds of which each scores on one part and fits on all others. */
final class Parts {

  private Parts() {}

  static void check(int parts) {
    if (parts < 2) {
      throw new IllegalArgumentException("at least 2 parts, found " + parts);
    }
  }

  static void check(int parts, int rows) {
    if (rows < parts) {
      throw RetrogradeException.usage(
          new Problem(
              "cross-validation",
              rows + " rows for " + parts + " parts",
              "at least a row for each part",
              "ask for fewer parts"));
    }
  }

  static List<Fold> folds(int[] partOf, int parts) {
    return IntStream.range(0, parts)
        .mapToObj(part -> new Fold(rows(partOf, part, false), rows(partOf, part, true)))
        .toList();
  }

  private static int[] rows(int[] partOf, int part, boolean inside) {
    return IntStream.range(0, partOf.length)
        .filter(row -> (partOf[row] == part) == inside)
        .toArray();
  }
}
