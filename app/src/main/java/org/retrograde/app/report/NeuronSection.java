// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.retrograde.app.report.Predictivity.Region;
import org.retrograde.app.report.Predictivity.Score;

/** How well each run's layers predict recorded neurons: a table, and a chart a region. */
final class NeuronSection {

  /** Settings that two scores must have in common. */
  private static final List<String> COMPARED =
      List.of(
          "assembly",
          "metric",
          "split",
          "splits",
          "train",
          "splitSeed",
          "stratify",
          "group",
          "window");

  private record Scored(RunView view, Predictivity scores, Region region) {}

  private record Column(
      String heading, ToDoubleFunction<Score> value, DoubleFunction<String> shown) {}

  private final List<Column> columns =
      List.of(
          new Column("Raw", Score::raw, v -> Numbers.fixed(v, 3)),
          new Column("± s.e.m.", Score::error, v -> Numbers.fixed(v, 3)),
          new Column("Ceiling", Score::ceiling, v -> Numbers.fixed(v, 3)),
          new Column("Normalised", Score::normalized, v -> Numbers.fixed(v, 3)),
          new Column("Neuroids", Score::neuroids, Numbers::count));

  private final List<Scored> all = new ArrayList<>();

  NeuronSection(List<RunView> runs) {
    for (RunView view : runs) {
      view.run()
          .predictivity()
          .ifPresent(
              scores ->
                  scores.regions().forEach(region -> all.add(new Scored(view, scores, region))));
    }
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  void draw(Html html) {
    html.leaf(
        "p",
        "For each region the layer that predicts its neurons best on one half of the stimuli, and"
            + " that layer's score on the other half. "
            + measures(),
        "class",
        "guide");
    table(html);
    incomparable(html);
    courses(html);
    training(html);
  }

  private String measures() {
    Set<String> measures = new LinkedHashSet<>();
    all.forEach(
        scored ->
            measures.add(
                "raw by "
                    + scored.scores().fact("metric")
                    + ", normalised as "
                    + ScorePage.formula(scored.scores().fact("formula"))));
    return "Scores: "
        + String.join("; ", measures)
        + ". Recording: "
        + all.stream()
            .map(scored -> recording(scored.scores()))
            .distinct()
            .collect(Collectors.joining("; "))
        + ".";
  }

  /** What the recording's file is called, and what it says it is: simulated ones say so. */
  private static String recording(Predictivity scores) {
    String file = Path.of(scores.fact("assembly")).getFileName().toString();
    String name = scores.fact("recording");
    return name.isEmpty() || name.equals(Numbers.MISSING) ? file : file + " (" + name + ")";
  }

  private void table(Html html) {
    TableBox.begin(html, "Predictivity of neurons by run and region", "results sortable");
    html.begin("thead").begin("tr");
    heading(html, "Run", "text");
    heading(html, "Region", "text");
    heading(html, "Best layer", "text");
    columns.forEach(column -> heading(html, column.heading(), "number"));
    html.end("tr").end("thead").line().begin("tbody").line();
    all.forEach(scored -> row(html, scored));
    html.end("tbody");
    TableBox.end(html);
  }

  private static void heading(Html html, String text, String type) {
    html.begin("th", "scope", "col", "class", type, "aria-sort", "none");
    html.leaf("button", text, "type", "button").end("th");
  }

  private void row(Html html, Scored scored) {
    String region = scored.region().title();
    html.begin("tr").begin("th", "scope", "row", "data-v", scored.view().label());
    Swatch.draw(scored.view(), html);
    html.text(scored.view().label()).end("th");
    html.leaf("td", region, "data-v", region);
    html.leaf("td", scored.region().best(), "data-v", scored.region().best());
    for (Column column : columns) {
      double value = column.value().applyAsDouble(scored.region().report());
      String shown = column.shown().apply(value);
      html.begin(
          "td", "class", "number", "data-v", Double.isNaN(value) ? "" : Double.toString(value));
      if (isBest(column, scored, value)) {
        html.leaf("strong", shown, "title", "highest in this region");
      } else {
        html.text(shown);
      }
      html.end("td");
    }
    html.end("tr").line();
  }

  private boolean isBest(Column column, Scored scored, double value) {
    double[] values =
        all.stream()
            .filter(other -> other.region().name().equals(scored.region().name()))
            .mapToDouble(other -> column.value().applyAsDouble(other.region().report()))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return (column.heading().equals("Raw") || column.heading().equals("Normalised"))
        && differing().isEmpty()
        && values.length > 1
        && value == values[values.length - 1]
        && values[0] < value;
  }

  /** Scores of different recordings or by different measures say nothing about one another. */
  private void incomparable(Html html) {
    Set<String> differing = differing();
    if (!differing.isEmpty()) {
      html.begin("ul", "class", "notes");
      html.leaf(
          "li",
          "Not comparable, since these settings of the scores differ: "
              + String.join(", ", differing)
              + ".");
      html.end("ul").line();
    }
  }

  private Set<String> differing() {
    Map<String, Set<String>> values = new LinkedHashMap<>();
    for (String key : COMPARED) {
      all.forEach(
          scored ->
              values
                  .computeIfAbsent(key, k -> new LinkedHashSet<>())
                  .add(scored.scores().fact(key)));
    }
    values.values().removeIf(found -> found.size() < 2);
    return values.keySet();
  }

  private void courses(Html html) {
    Map<String, List<Scored>> byRegion = new LinkedHashMap<>();
    all.stream()
        .filter(scored -> scored.region().course().isPresent())
        .forEach(
            scored ->
                byRegion
                    .computeIfAbsent(scored.region().title(), r -> new ArrayList<>())
                    .add(scored));
    if (byRegion.isEmpty()) {
      return;
    }
    html.leaf("h3", "Over time").line();
    Legend.runs(
        all.stream()
            .filter(scored -> scored.region().course().isPresent())
            .map(Scored::view)
            .distinct()
            .toList(),
        html);
    html.begin("div", "class", "plots").line();
    byRegion.forEach((region, scored) -> chart(html, region, scored));
    html.end("div").line();
  }

  /** Only runs whose checkpoints were scored too have some. */
  private void training(Html html) {
    List<Scored> followed =
        all.stream().filter(scored -> !scored.scores().training().isEmpty()).toList();
    if (followed.isEmpty()) {
      return;
    }
    html.leaf("h3", "During training").line();
    Legend.runs(followed.stream().map(Scored::view).distinct().toList(), html);
    html.begin("div", "class", "plots").line();
    Map<String, List<Series>> byRegion = new LinkedHashMap<>();
    for (Scored scored : followed) {
      List<Point> points = scored.scores().course(scored.region().name(), Score::main);
      byRegion
          .computeIfAbsent(scored.region().title(), r -> new ArrayList<>())
          .add(Series.of(scored.view(), points, true));
    }
    byRegion.forEach(
        (region, series) -> TrainingChart.draw(region + " during training", series, html));
    html.end("div").line();
  }

  private static void chart(Html html, String region, List<Scored> scored) {
    boolean normalized =
        scored.stream()
            .flatMap(one -> one.region().course().orElseThrow().bins().stream())
            .anyMatch(bin -> !Double.isNaN(bin.score().normalized()));
    ToDoubleFunction<Score> value = normalized ? Score::normalized : Score::raw;
    List<Series> series =
        scored.stream()
            .map(
                one ->
                    Series.of(
                        one.view(),
                        CourseCharts.points(one.region().course().orElseThrow(), value),
                        true))
            .toList();
    String label =
        normalized ? "normalised score of the best layer" : "raw score of the best layer";
    new SvgChart(CourseCharts.chart(region + " over time", label, series), html).draw();
  }
}
