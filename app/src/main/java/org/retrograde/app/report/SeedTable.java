// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Means and spreads over runs that differ in the seed alone. */
final class SeedTable {

  private final Collection<List<RunView>> groups;

  SeedTable(List<RunView> runs) {
    this.groups =
        runs.stream()
            .filter(view -> view.run().finished())
            .collect(
                Collectors.groupingBy(
                    view -> RunView.withoutSeed(view.run()),
                    LinkedHashMap::new,
                    Collectors.toList()))
            .values();
  }

  boolean isNeeded() {
    return groups.stream().anyMatch(group -> group.size() > 1);
  }

  void draw(Html html) {
    TableBox.begin(html, "Mean ± standard deviation over seeds", "results");
    html.begin("thead").begin("tr").leaf("th", "Rule", "scope", "col");
    for (String heading : List.of("Seeds", "Accuracy, top\u00a01", "Test loss", "Final angle")) {
      html.leaf("th", heading, "scope", "col", "class", "number");
    }
    html.end("tr").end("thead").line().begin("tbody").line();
    groups.forEach(group -> row(html, group));
    html.end("tbody");
    TableBox.end(html);
  }

  private static void row(Html html, List<RunView> group) {
    html.begin("tr").begin("th", "scope", "row");
    Swatch.draw(group.get(0), html);
    html.text(group.get(0).title()).end("th");
    html.leaf("td", Integer.toString(group.size()), "class", "number");
    cell(html, group, Outcome::top1, Numbers::percent);
    cell(html, group, Outcome::loss, Numbers::significant);
    cell(html, group, Outcome::angleDegrees, Numbers::degrees);
    html.end("tr").line();
  }

  private static void cell(
      Html html,
      List<RunView> group,
      ToDoubleFunction<Outcome> value,
      DoubleFunction<String> shown) {
    double[] values =
        group.stream().mapToDouble(view -> value.applyAsDouble(view.run().outcome())).toArray();
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    String text = shown.apply(mean);
    if (values.length > 1 && !Double.isNaN(mean)) {
      text += " ± " + shown.apply(deviation(values, mean));
    }
    html.leaf("td", text, "class", "number");
  }

  /** The sample's standard deviation, with n - 1. */
  private static double deviation(double[] values, double mean) {
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }
}
