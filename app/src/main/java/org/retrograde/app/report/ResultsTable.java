// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** The comparison: a row a run, sortable, with the best value of each measure in bold. */
final class ResultsTable {

  private enum Best {
    HIGHEST,
    LOWEST,
    NONE
  }

  private record Column(
      String heading, ToDoubleFunction<Outcome> value, DoubleFunction<String> shown, Best best) {

    double of(RunView view) {
      return value.applyAsDouble(view.run().outcome());
    }
  }

  private final List<Column> columns =
      List.of(
          new Column("Accuracy, top\u00a01", Outcome::top1, Numbers::percent, Best.HIGHEST),
          new Column("Accuracy, top\u00a05", Outcome::top5, Numbers::percent, Best.HIGHEST),
          new Column("Test loss", Outcome::loss, Numbers::significant, Best.LOWEST),
          new Column("Final angle", Outcome::angleDegrees, Numbers::degrees, Best.NONE),
          new Column(
              "Final |B|\u00a0/\u00a0|W|", Outcome::normRatio, Numbers::significant, Best.NONE),
          new Column(
              "Seconds per\u00a0step",
              Outcome::medianStepSeconds,
              Numbers::significant,
              Best.LOWEST),
          new Column("Parameters", Outcome::parameters, Numbers::count, Best.NONE),
          new Column("Steps", Outcome::steps, Numbers::count, Best.NONE));

  private final List<RunView> runs;
  private final boolean architectures;

  ResultsTable(List<RunView> runs) {
    this.runs = List.copyOf(runs);
    this.architectures = RunView.severalArchitectures(runs.stream().map(RunView::run).toList());
  }

  void draw(Html html) {
    TableBox.begin(html, "Results of each run", "results sortable");
    html.begin("thead").begin("tr");
    heading(html, "Rule", "text");
    if (architectures) {
      heading(html, "Architecture", "text");
    }
    heading(html, "Seed", "number");
    columns.forEach(column -> heading(html, column.heading(), "number"));
    heading(html, "Status", "text");
    html.end("tr").end("thead").line().begin("tbody").line();
    runs.forEach(view -> row(html, view));
    html.end("tbody");
    TableBox.end(html);
  }

  private static void heading(Html html, String text, String type) {
    html.begin("th", "scope", "col", "class", type, "aria-sort", "none");
    html.leaf("button", text, "type", "button").end("th");
  }

  private void row(Html html, RunView view) {
    Run run = view.run();
    html.begin("tr").begin("th", "scope", "row", "data-v", view.label());
    Swatch.draw(view, html);
    html.begin("span", "class", "run").text(run.rule());
    html.leaf("small", run.folder()).end("span").end("th");
    if (architectures) {
      html.leaf("td", run.architecture(), "data-v", run.architecture());
    }
    html.leaf("td", run.seed(), "class", "number", "data-v", run.seed());
    columns.forEach(column -> cell(html, column, view));
    html.begin("td", "data-v", run.status());
    html.leaf("span", run.status(), "class", run.finished() ? "status" : "status warn");
    html.end("td").end("tr").line();
  }

  private void cell(Html html, Column column, RunView view) {
    double value = column.of(view);
    String shown = column.shown().apply(value);
    html.begin(
        "td", "class", "number", "data-v", Double.isNaN(value) ? "" : Double.toString(value));
    if (isBest(column, view)) {
      html.leaf("strong", shown, "title", "best of these runs");
    } else {
      html.text(shown);
    }
    html.end("td");
  }

  /** A run that is not over has no result yet that could be the best. */
  private boolean isBest(Column column, RunView view) {
    double[] values =
        runs.stream()
            .filter(v -> v.run().finished())
            .mapToDouble(column::of)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (values.length < 2 || column.best() == Best.NONE || !view.run().finished()) {
      return false;
    }
    double best = column.best() == Best.HIGHEST ? values[values.length - 1] : values[0];
    return column.of(view) == best && values[0] < values[values.length - 1];
  }
}
