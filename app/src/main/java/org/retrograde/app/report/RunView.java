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
 * @param title the rule, behind the architecture if the page has several; seeds share it
 * @param label a name that no other run on the page has
 * @param key what the page's script calls it
 * @param look how its lines are drawn
 */
record RunView(Run run, String title, String label, String key, Look look) {

  /** Draws runs that differ in the seed alone in one colour. */
  static List<RunView> of(List<Run> runs) {
    boolean several = severalArchitectures(runs);
    List<Look> looks = Look.of(runs);
    List<RunView> views = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      String title = title(runs.get(i), several);
      views.add(new RunView(runs.get(i), title, label(runs, i, several), "r" + i, looks.get(i)));
    }
    return List.copyOf(views);
  }

  /** Whether runs have to be told apart by their architectures, as far as these are known. */
  static boolean severalArchitectures(List<Run> runs) {
    return runs.stream()
            .map(Run::architecture)
            .filter(name -> !name.equals(Numbers.MISSING))
            .distinct()
            .count()
        > 1;
  }

  int color() {
    return look.color();
  }

  int dash() {
    return look.dash();
  }

  String colorClass() {
    return "c" + color() + " p" + dash();
  }

  /** The configuration without what tells repetitions of one experiment apart. */
  static Map<String, String> withoutSeed(Run run) {
    Map<String, String> rest = new LinkedHashMap<>(run.configuration());
    rest.remove("seed");
    rest.remove("name");
    rest.put("rule", run.rule());
    return rest;
  }

  private static String title(Run run, boolean several) {
    return several ? run.architecture() + " · " + run.rule() : run.rule();
  }

  private static String label(List<Run> runs, int index, boolean several) {
    Function<Run, String> title = run -> title(run, several);
    List<Function<Run, String>> names =
        List.of(
            title,
            run -> title.apply(run) + " · seed " + run.seed(),
            run -> title.apply(run) + " · " + run.name(),
            run -> title.apply(run) + " · " + run.folder());
    Run run = runs.get(index);
    return names.stream()
        .filter(name -> runs.stream().map(name).filter(name.apply(run)::equals).count() == 1)
        .findFirst()
        .map(name -> name.apply(run))
        .orElse(run.folder() + " (" + (index + 1) + ")");
  }
}
