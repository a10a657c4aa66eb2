// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.util.ArrayList;
import java.util.List;

/**
 * Sets of repetitions, over each of which responses are averaged for itself: the two halves of
 * every split of a ceiling, for instance. A repetition may be in several.
 *
 * @param parts for each part, the places of its labels among {@link AssemblyAverage#repetitions()}
 */
public record RepetitionParts(List<List<Integer>> parts) {

  /** No parts: one mean over all trials. */
  public static final RepetitionParts NONE = new RepetitionParts(List.of());

  /** Copies the lists. */
  public RepetitionParts {
    parts = parts.stream().map(List::copyOf).toList();
  }

  /** By label, the parts that it is in. */
  int[][] byLabel(int labels) {
    List<List<Integer>> found = new ArrayList<>();
    for (int i = 0; i < labels; i++) {
      found.add(new ArrayList<>());
    }
    for (int part = 0; part < parts.size(); part++) {
      for (int label : parts.get(part)) {
        found.get(label).add(part);
      }
    }
    return found.stream()
        .map(list -> list.stream().mapToInt(n -> n).toArray())
        .toArray(int[][]::new);
  }
}
