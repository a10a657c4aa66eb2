// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Keys and values of several runs, those that differ apart from those that all share. */
final class Settings {

  private final List<RunView> runs;
  private final Function<Run, Map<String, String>> values;
  private final Set<String> different = new LinkedHashSet<>();
  private final Map<String, String> shared = new LinkedHashMap<>();

  Settings(List<RunView> runs, Function<Run, Map<String, String>> values) {
    this.runs = List.copyOf(runs);
    this.values = values;
    Set<String> keys = new LinkedHashSet<>();
    runs.forEach(view -> keys.addAll(values.apply(view.run()).keySet()));
    keys.forEach(this::sort);
  }

  Map<String, String> shared() {
    return shared;
  }

  boolean differ() {
    return !different.isEmpty();
  }

  private void sort(String key) {
    Set<String> found = new LinkedHashSet<>();
    runs.forEach(view -> found.add(value(view, key)));
    if (found.size() == 1) {
      shared.put(key, found.iterator().next());
    } else {
      different.add(key);
    }
  }

  private String value(RunView view, String key) {
    return values.apply(view.run()).getOrDefault(key, Numbers.MISSING);
  }

  void drawDifferences(Html html, String caption) {
    TableBox.begin(html, caption, "settings");
    html.begin("thead").begin("tr").leaf("th", "Key", "scope", "col");
    runs.forEach(view -> TableBox.runHeading(html, view));
    html.end("tr").end("thead").line().begin("tbody").line();
    for (String key : different) {
      html.begin("tr").leaf("th", key, "scope", "row");
      runs.forEach(view -> html.leaf("td", value(view, key)));
      html.end("tr").line();
    }
    html.end("tbody");
    TableBox.end(html);
  }

  void drawShared(Html html, String caption) {
    TableBox.begin(html, caption, "settings shared");
    html.begin("thead")
        .begin("tr")
        .leaf("th", "Key", "scope", "col")
        .leaf("th", "Value", "scope", "col");
    html.end("tr").end("thead").line().begin("tbody").line();
    shared.forEach(
        (key, value) ->
            html.begin("tr").leaf("th", key, "scope", "row").leaf("td", value).end("tr").line());
    html.end("tbody");
    TableBox.end(html);
  }
}
