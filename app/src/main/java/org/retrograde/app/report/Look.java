// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * How a run's lines are drawn.
 *
 * @param color the number of its colour, and of its marker's shape
 * @param dash the number of its line's pattern, 0 for a full line
 */
record Look(int color, int dash) {

  static final int COLORS = 8;
  static final int DASHES = 4;

  /**
   * Chooses looks. Where each rule was run once on each of several architectures, one of the two is
   * the colour and the other the pattern; else runs that differ in the seed alone share a colour
   * and differ in the pattern.
   */
  static List<Look> of(List<Run> runs) {
    List<String> rules = runs.stream().map(Run::rule).distinct().toList();
    List<String> architectures = runs.stream().map(Run::architecture).distinct().toList();
    boolean byRule = rules.size() >= architectures.size();
    List<String> colors = byRule ? rules : architectures;
    List<String> dashes = byRule ? architectures : rules;
    if (!isMatrix(runs) || colors.size() > COLORS || dashes.size() > DASHES) {
      return bySeed(runs);
    }
    Function<Run, String> color = byRule ? Run::rule : Run::architecture;
    Function<Run, String> dash = byRule ? Run::architecture : Run::rule;
    return runs.stream()
        .map(run -> new Look(colors.indexOf(color.apply(run)), dashes.indexOf(dash.apply(run))))
        .toList();
  }

  private static boolean isMatrix(List<Run> runs) {
    Set<List<String>> pairs = new LinkedHashSet<>();
    runs.forEach(run -> pairs.add(List.of(run.architecture(), run.rule())));
    return RunView.severalArchitectures(runs) && pairs.size() == runs.size();
  }

  /** Where there are more groups than colours, those of one colour have patterns of their own. */
  private static List<Look> bySeed(List<Run> runs) {
    Map<Map<String, String>, List<Run>> groups = new LinkedHashMap<>();
    runs.forEach(
        run -> groups.computeIfAbsent(RunView.withoutSeed(run), key -> new ArrayList<>()).add(run));
    int members = groups.values().stream().mapToInt(List::size).max().orElse(1);
    List<Map<String, String>> order = List.copyOf(groups.keySet());
    Map<Map<String, String>, Integer> seen = new LinkedHashMap<>();
    List<Look> looks = new ArrayList<>();
    for (Run run : runs) {
      Map<String, String> key = RunView.withoutSeed(run);
      int group = order.indexOf(key);
      int member = seen.merge(key, 1, Integer::sum) - 1;
      looks.add(new Look(group % COLORS, (group / COLORS * members + member) % DASHES));
    }
    return looks;
  }
}
