// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.retrograde.api.result.Alignment;

/** The last measured angle and norm ratio of each layer: the panels in numbers. */
final class LayerTable {

  /** An angle's tint changes every ten degrees; from 90 on there is none. */
  private static final double DEGREES_PER_TINT = 10;

  private final List<RunView> runs;
  private final Set<String> layers = new LinkedHashSet<>();

  LayerTable(List<RunView> runs) {
    this.runs = runs.stream().filter(view -> !view.run().metrics().alignments().isEmpty()).toList();
    this.runs.forEach(view -> layers.addAll(AlignmentCurves.names(view)));
  }

  void draw(Html html) {
    TableBox.begin(html, "Angle and, in small, |B| / |W| at the last measurement", "layers");
    html.begin("thead").begin("tr").leaf("th", "Layer", "scope", "col");
    runs.forEach(view -> TableBox.runHeading(html, view));
    html.end("tr").end("thead").line().begin("tbody").line();
    layers.forEach(layer -> row(html, layer));
    html.end("tbody");
    TableBox.end(html);
  }

  private void row(Html html, String layer) {
    html.begin("tr").leaf("th", layer, "scope", "row");
    for (RunView view : runs) {
      Alignment alignment = last(view).get(layer);
      cell(html, alignment == null ? new Alignment(Double.NaN, Double.NaN) : alignment);
    }
    html.end("tr").line();
  }

  private static Map<String, Alignment> last(RunView view) {
    List<Metrics.Angles> records = view.run().metrics().alignments();
    return records.get(records.size() - 1).layers();
  }

  private static void cell(Html html, Alignment alignment) {
    double angle = alignment.angleDegrees();
    html.begin("td", "class", "number" + tint(angle)).text(Numbers.degrees(angle));
    html.text(" ").leaf("small", Numbers.significant(alignment.normRatio())).end("td");
  }

  /** The class of an angle's background; none from 90 degrees on. */
  static String tint(double angle) {
    if (Double.isNaN(angle) || angle >= 90) {
      return "";
    }
    return " t" + (int) Math.floor(angle / DEGREES_PER_TINT);
  }
}
