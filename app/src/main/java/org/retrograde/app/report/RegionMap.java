// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.retrograde.app.report.Predictivity.Region;
import org.retrograde.app.report.Predictivity.Score;

/** All scores at a glance: a row a layer, a column a region, the darker the higher. */
final class RegionMap {

  private static final int TINTS = 9;

  private final List<Region> regions;
  private final String formula;
  private final Set<String> layers = new LinkedHashSet<>();
  private final double highest;

  RegionMap(List<Region> regions, String formula) {
    this.regions = List.copyOf(regions);
    this.formula = formula;
    regions.forEach(region -> region.layers().forEach(score -> layers.add(score.layer())));
    this.highest =
        regions.stream().mapToDouble(RegionMap::highest).filter(Double::isFinite).max().orElse(0);
  }

  void draw(Html html) {
    boolean normalized =
        regions.stream()
            .flatMap(region -> region.layers().stream())
            .anyMatch(score -> !Double.isNaN(score.normalized()));
    String caption =
        (normalized
                ? "Normalised score, " + ScorePage.formula(formula) + ", and, in small, the raw one"
                : "Raw score, no ceiling being known")
            + ", on all stimuli; framed: the layer chosen on one half of them";
    TableBox.begin(html, caption, "layers");
    html.begin("thead").begin("tr").leaf("th", "Layer", "scope", "col");
    regions.forEach(region -> html.leaf("th", region.title(), "scope", "col"));
    html.end("tr").end("thead").line().begin("tbody").line();
    layers.forEach(layer -> row(html, layer));
    html.end("tbody");
    TableBox.end(html);
  }

  private void row(Html html, String layer) {
    html.begin("tr").leaf("th", layer, "scope", "row");
    for (Region region : regions) {
      Optional<Score> score =
          region.layers().stream().filter(s -> s.layer().equals(layer)).findFirst();
      String chosen = region.best().equals(layer) ? " chosen" : "";
      double value = score.map(Score::main).orElse(Double.NaN);
      html.begin("td", "class", "number" + tint(value) + chosen);
      if (value == highest(region) && region.layers().size() > 1) {
        html.leaf("strong", Numbers.fixed(value, 3), "title", "highest of the region");
      } else {
        html.text(Numbers.fixed(value, 3));
      }
      if (score.isPresent() && !Double.isNaN(score.get().normalized())) {
        html.text(" ").leaf("small", Numbers.fixed(score.get().raw(), 3));
      }
      html.end("td");
    }
    html.end("tr").line();
  }

  private static double highest(Region region) {
    return region.layers().stream()
        .mapToDouble(Score::main)
        .filter(Double::isFinite)
        .max()
        .orElse(Double.NaN);
  }

  /** The class of a score's background, of which 0 is the darkest; none at 0 and below. */
  private String tint(double value) {
    if (!(value > 0) || !(highest > 0)) {
      return "";
    }
    int step = (int) Math.min(TINTS - 1, Math.floor(TINTS * (1 - value / highest)));
    return " t" + Math.max(0, step);
  }
}
