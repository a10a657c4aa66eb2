// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers repetitions where a file does not. */
final class Occurrences {

  private Occurrences() {}

  /** For each text, how often it came before. */
  static Column.Whole of(List<String> texts) {
    Map<String, Long> seen = new HashMap<>();
    return new Column.Whole(
        texts.stream().mapToLong(text -> seen.merge(text, 1L, Long::sum) - 1).toArray());
  }
}
