// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A run and how it looks everywhere on the page.
 *
 * @param run the run
 * @param label a name that no other run on the page has
 * @param key what the page's script calls it
 * @param color the number of its colour, and of its marker's shape
 * @param dash the number of its line's pattern, 0 for a full line
 */
record RunView(Run run, String label, String key, int color, int dash) {

  static final int COLORS = 8;
  static final int DASHES = 4;

  /** Runs that differ in the seed alone share a colour and differ in the line's pattern. */
  static List<RunView> of(List<Run> runs) {
    Map<Map<String, String>, Integer> groups = new LinkedHashMap<>();
    Map<Integer, Integer> members = new LinkedHashMap<>();
    List<RunView> views = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      int group = groups.computeIfAbsent(withoutSeed(run), key -> groups.size());
      int member = members.merge(group, 1, Integer::sum) - 1;
      int dash = (group / COLORS + member) % DASHES;
      views.add(new RunView(run, label(runs, i), "r" + i, group % COLORS, dash));
    }
    return List.copyOf(views);
  }

  String colorClass() {
    return "c" + color + " p" + dash;
  }

  /** The configuration without what tells repetitions of one experiment apart. */
  static Map<String, String> withoutSeed(Run run) {
    Map<String, String> rest = new LinkedHashMap<>(run.configuration());
    rest.remove("seed");
    rest.remove("name");
    rest.put("rule", run.rule());
    return rest;
  }

  private static String label(List<Run> runs, int index) {
    List<Function<Run, String>> names =
        List.of(
            Run::rule,
            run -> run.rule() + " · seed " + run.seed(),
            run -> run.rule() + " · " + run.name(),
            run -> run.rule() + " · " + run.folder());
    Run run = runs.get(index);
    return names.stream()
        .filter(name -> runs.stream().map(name).filter(name.apply(run)::equals).count() == 1)
        .findFirst()
        .map(name -> name.apply(run))
        .orElse(run.folder() + " (" + (index + 1) + ")");
  }
}
