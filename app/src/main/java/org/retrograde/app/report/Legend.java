// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The key to the runs' lines; with a script, each name is a switch. */
final class Legend {

  /** The number of steps of the ramp from the first layer's colour to the last one's. */
  static final int DEPTHS = 9;

  private Legend() {}

  /** A line, or several, for each architecture. */
  static void runs(List<RunView> runs, Html html) {
    html.begin("div", "class", "legend", "role", "group", "aria-label", "Runs shown in the charts");
    Map<String, List<RunView>> rows = new LinkedHashMap<>();
    runs.forEach(
        view ->
            rows.computeIfAbsent(view.run().architecture(), name -> new ArrayList<>()).add(view));
    for (List<RunView> row : rows.values()) {
      html.begin("div", "class", "row");
      row.forEach(view -> button(view, html));
      html.end("div");
    }
    html.end("div").line();
  }

  /** The key to lines that stand for no runs; faint ones belong to another. */
  static void lines(List<Series> lines, Html html) {
    html.begin(
        "div", "class", "legend", "role", "group", "aria-label", "Lines shown in the charts");
    html.begin("div", "class", "row");
    lines.stream()
        .filter(line -> !line.background())
        .forEach(
            line -> {
              begin(line.key(), html);
              Swatch.draw(line.css(), line.marker().shape(), html);
              html.text(line.label()).end("button");
            });
    html.end("div").end("div").line();
  }

  private static void button(RunView view, Html html) {
    begin(view.key(), html);
    Swatch.draw(view, html);
    html.text(view.label()).end("button");
  }

  private static void begin(String key, Html html) {
    html.begin("button", "type", "button", "aria-pressed", "true", "data-toggle", key);
  }

  static void depths(Html html) {
    html.begin("p", "class", "depths").leaf("span", "first layer");
    html.begin("svg", "class", "ramp", "viewBox", "0 0 90 8", "aria-hidden", "true");
    for (int depth = 0; depth < DEPTHS; depth++) {
      html.empty("path", "class", "d" + depth, "d", "M" + 10 * depth + " 4h10");
    }
    html.end("svg").leaf("span", "last layer");
    html.begin("svg", "class", "swatch", "viewBox", "0 0 30 12", "aria-hidden", "true");
    html.begin("g", "class", "whole")
        .empty("path", "class", "line", "d", "M1 6L29 6")
        .end("g")
        .end("svg");
    html.leaf("span", "all layers together").end("p").line();
  }

  /** The class of a layer's colour. */
  static String depthClass(int layer, int layers) {
    return "d" + (layers < 2 ? 0 : Math.round(layer * (DEPTHS - 1.0) / (layers - 1)));
  }
}
