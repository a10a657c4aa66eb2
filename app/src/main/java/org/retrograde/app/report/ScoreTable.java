// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import org.retrograde.app.report.Predictivity.Score;

/** Scores with all that is known of them; columns of which nothing is known are left out. */
final class ScoreTable {

  private record Column(
      String heading, ToDoubleFunction<Score> value, DoubleFunction<String> shown) {}

  private record Row(String label, boolean chosen, Score score) {}

  private static final String INTERVAL = "95 % interval";

  private final String caption;
  private final String first;
  private final List<Column> columns;
  private final List<Row> rows = new ArrayList<>();

  ScoreTable(String caption, String first, String formula) {
    this.caption = caption;
    this.first = first;
    this.columns =
        List.of(
            new Column("Units", Score::units, Numbers::count),
            new Column("Raw", Score::raw, ScoreTable::score),
            new Column("± s.e.m.", Score::error, ScoreTable::score),
            new Column(INTERVAL, Score::low, ScoreTable::score),
            new Column("Ceiling", Score::ceiling, ScoreTable::score),
            new Column(
                "Normalised, " + ScorePage.formula(formula), Score::normalized, ScoreTable::score),
            new Column("(r/c)², as before 2026", Score::before2026, ScoreTable::score),
            new Column("Neuroids scored", Score::neuroids, Numbers::count));
  }

  void add(String label, boolean chosen, Score score) {
    rows.add(new Row(label, chosen, score));
  }

  void draw(Html html, boolean sortable) {
    List<Column> known =
        columns.stream()
            .filter(
                column ->
                    rows.stream()
                        .anyMatch(row -> !Double.isNaN(column.value().applyAsDouble(row.score()))))
            .toList();
    TableBox.begin(html, caption, sortable ? "results scores sortable" : "results scores");
    html.begin("thead").begin("tr");
    heading(html, first, "text", sortable);
    known.forEach(column -> heading(html, column.heading(), "number", sortable));
    html.end("tr").end("thead").line().begin("tbody").line();
    rows.forEach(row -> row(html, row, known));
    html.end("tbody");
    TableBox.end(html);
  }

  private static void heading(Html html, String text, String type, boolean sortable) {
    html.begin("th", "scope", "col", "class", type, sortable ? "aria-sort" : "", "none");
    if (sortable) {
      html.leaf("button", text, "type", "button");
    } else {
      html.text(text);
    }
    html.end("th");
  }

  private void row(Html html, Row row, List<Column> known) {
    html.begin("tr").begin("th", "scope", "row", "data-v", row.label()).text(row.label());
    if (row.chosen()) {
      html.text(" ").leaf("small", "chosen");
    }
    html.end("th");
    for (Column column : known) {
      double value = column.value().applyAsDouble(row.score());
      String shown =
          column.heading().equals(INTERVAL) ? interval(row.score()) : column.shown().apply(value);
      html.begin(
          "td", "class", "number", "data-v", Double.isNaN(value) ? "" : Double.toString(value));
      if (isHighest(column, value)) {
        html.leaf("strong", shown, "title", "highest of these layers");
      } else {
        html.text(shown);
      }
      html.end("td");
    }
    html.end("tr").line();
  }

  /** Only scores compete, and only those of different layers. */
  private boolean isHighest(Column column, double value) {
    boolean competes = column.heading().equals("Raw") || column.heading().startsWith("Normalised");
    double[] values =
        rows.stream()
            .mapToDouble(row -> column.value().applyAsDouble(row.score()))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    boolean layers = rows.stream().map(row -> row.score().layer()).distinct().count() > 1;
    return competes
        && layers
        && values.length > 1
        && value == values[values.length - 1]
        && values[0] < value;
  }

  private static String interval(Score score) {
    return Double.isNaN(score.low())
        ? Numbers.MISSING
        : score(score.low()) + " to " + score(score.high());
  }

  private static String score(double value) {
    return Numbers.fixed(value, 3);
  }
}
