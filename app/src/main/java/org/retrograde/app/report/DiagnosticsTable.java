// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.List;
import org.retrograde.api.result.Diagnostics;
import org.retrograde.api.result.Quantity;

/** The last measurements on the fixed batch of one run: a row a layer, a column a quantity. */
final class DiagnosticsTable {

  private final RunView view;
  private final Metrics.Measured last;
  private final List<String> primitives;

  /** Takes a run with at least one measurement. */
  DiagnosticsTable(RunView view) {
    this.view = view;
    List<Metrics.Measured> records = view.run().metrics().diagnostics();
    this.last = records.get(records.size() - 1);
    this.primitives = List.copyOf(last.whole().primitives().keySet());
  }

  void draw(Html html) {
    String caption = view.label() + ": the fixed batch after step " + Numbers.count(last.step());
    TableBox.begin(html, caption, "layers");
    html.begin("thead").begin("tr").leaf("th", "Layer", "scope", "col");
    for (Quantity quantity : Quantity.values()) {
      html.leaf("th", quantity.title(), "scope", "col");
    }
    primitives.forEach(id -> html.leaf("th", id, "scope", "col"));
    html.end("tr").end("thead").line().begin("tbody").line();
    last.layers().forEach((layer, values) -> row(html, layer, values));
    row(html, "all layers", last.whole());
    html.end("tbody");
    TableBox.end(html);
  }

  private void row(Html html, String layer, Diagnostics values) {
    html.begin("tr").leaf("th", layer, "scope", "row");
    for (Quantity quantity : Quantity.values()) {
      double value = values.get(quantity).orElse(Double.NaN);
      boolean angle = quantity.unit().equals("°");
      String text = angle ? Numbers.degrees(value) : Numbers.significant(value);
      html.leaf("td", text, "class", "number" + (angle ? LayerTable.tint(value) : ""));
    }
    for (String id : primitives) {
      double value = values.primitives().getOrDefault(id, Double.NaN);
      html.leaf("td", Numbers.significant(value), "class", "number");
    }
    html.end("tr").line();
  }
}
