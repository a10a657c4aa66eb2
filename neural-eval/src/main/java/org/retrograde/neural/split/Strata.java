// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.split;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The places of each label's samples, in data order. */
record Strata(List<int[]> members) {

  /** Strata in the order of their labels, as NumPy's unique sorts them. */
  static <L extends Comparable<L>> Strata sorted(List<L> labels) {
    return of(labels, new TreeMap<>());
  }

  /** Strata in the order in which labels first appear. */
  static <L> Strata byAppearance(List<L> labels) {
    return of(labels, new LinkedHashMap<>());
  }

  private static <L> Strata of(List<L> labels, Map<L, List<Integer>> places) {
    for (int i = 0; i < labels.size(); i++) {
      places.computeIfAbsent(labels.get(i), label -> new ArrayList<>()).add(i);
    }
    return new Strata(places.values().stream().map(Strata::array).toList());
  }

  int[] counts() {
    return members.stream().mapToInt(m -> m.length).toArray();
  }

  private static int[] array(Collection<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }
}
