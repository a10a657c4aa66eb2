// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.result.Alignment;

/** The angle between W and B, and the ratio of their norms, over the whole network and by layer. */
final class AlignmentCurves {

  private static final int LIMIT = 150;

  /**
   * One of the two quantities.
   *
   * @param title its name
   * @param axis the vertical axis's name
   * @param unit what stands after a value
   * @param decimals the decimals in a tooltip
   * @param reference the value that means no relation, or equal norms
   * @param value the quantity itself
   * @param scale the vertical axis's range for given points
   */
  private record Quantity(
      String title,
      String axis,
      String unit,
      int decimals,
      double reference,
      ToDoubleFunction<Alignment> value,
      Function<List<Point>, Scale> scale) {

    Scale scale(List<Series> series) {
      List<Point> points = new ArrayList<>(LearningCurves.all(series));
      points.add(new Point(0, reference));
      return scale.apply(points);
    }
  }

  private final Quantity angle =
      new Quantity(
          "Angle between W and B",
          "degrees, all layers together",
          "°",
          1,
          90,
          Alignment::angleDegrees,
          AlignmentCurves::angles);
  private final Quantity ratio =
      new Quantity(
          "|B| / |W|",
          "ratio of norms, all layers together",
          "",
          3,
          1,
          Alignment::normRatio,
          AlignmentCurves::ratios);
  private final List<RunView> runs;

  AlignmentCurves(List<RunView> runs) {
    this.runs = runs.stream().filter(view -> !view.run().metrics().alignments().isEmpty()).toList();
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  void whole(Html html) {
    html.begin("div", "class", "plots").line();
    for (Quantity quantity : List.of(angle, ratio)) {
      List<Series> series =
          runs.stream().map(view -> Series.of(view, whole(view, quantity), false)).toList();
      String alternative =
          quantity.title()
              + " over steps, one line a run. Last values: "
              + LearningCurves.lasts(series, quantity.unit());
      draw(
          html,
          chart(quantity, quantity.title(), null, alternative, series, quantity.scale(series), 6));
    }
    html.end("div").line();
  }

  void byLayer(Html html) {
    for (Quantity quantity : List.of(angle, ratio)) {
      html.leaf("h3", quantity.title() + " by layer");
      html.begin("div", "class", "panels").line();
      List<List<Series>> panels = runs.stream().map(view -> layers(view, quantity)).toList();
      Scale shared = quantity.scale(panels.stream().flatMap(List::stream).toList());
      for (int i = 0; i < runs.size(); i++) {
        RunView view = runs.get(i);
        String alternative =
            quantity.title()
                + " over steps under "
                + view.label()
                + ", one line a layer; the table below has the last values";
        draw(html, chart(quantity, view.label(), view, alternative, panels.get(i), shared, 4));
      }
      html.end("div").line();
    }
  }

  private static void draw(Html html, Chart chart) {
    new SvgChart(chart, html).draw();
  }

  private Chart chart(
      Quantity quantity,
      String title,
      @Nullable RunView run,
      String alternative,
      List<Series> series,
      Scale scale,
      int ticks) {
    Axis x = new Axis("step", "", 0, ticks + 1, steps().whole(ticks + 1));
    Axis y = new Axis(quantity.axis(), quantity.unit(), quantity.decimals(), ticks, scale);
    return new Chart(title, run, alternative, x, y, quantity.reference(), series);
  }

  /** All panels share an axis, so that they can be compared. */
  private Scale steps() {
    double last = runs.stream().mapToDouble(AlignmentCurves::lastStep).max().orElse(1);
    return Scale.linear(0, Math.max(1, last));
  }

  private static double lastStep(RunView view) {
    List<Metrics.Angles> records = view.run().metrics().alignments();
    return records.get(records.size() - 1).step();
  }

  private static Scale angles(List<Point> points) {
    double largest =
        points.stream().mapToDouble(Point::y).filter(Double::isFinite).max().orElse(90);
    return Scale.linear(0, largest > 120 ? 180 : largest > 90 ? 120 : 90).withStep(30);
  }

  /** From 0, unless the ratios differ so much that the small ones could not be told from it. */
  private static Scale ratios(List<Point> points) {
    Scale positive = Scale.covering(points.stream().filter(p -> p.y() > 0).toList());
    if (positive.logarithmic()) {
      return positive;
    }
    List<Point> withZero = new ArrayList<>(points);
    withZero.add(new Point(0, 0));
    return Scale.covering(withZero);
  }

  private static List<Point> whole(RunView view, Quantity quantity) {
    List<Point> points =
        view.run().metrics().alignments().stream()
            .map(a -> new Point(a.step(), quantity.value().applyAsDouble(a.whole())))
            .toList();
    return Curves.thin(points, LIMIT);
  }

  private static List<Series> layers(RunView view, Quantity quantity) {
    List<String> names = List.copyOf(names(view));
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      List<Point> points = Curves.thin(layer(view, names.get(i), quantity), LIMIT);
      String css = Legend.depthClass(i, names.size());
      series.add(new Series(names.get(i), view.key(), css, points, Series.Marker.NONE, false));
    }
    series.add(
        new Series(
            "all layers", view.key(), "whole", whole(view, quantity), Series.Marker.NONE, false));
    return series;
  }

  /** The layers of a run in the order of the forward pass. */
  static Set<String> names(RunView view) {
    return view.run().metrics().alignments().stream()
        .flatMap(a -> a.layers().keySet().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static List<Point> layer(RunView view, String name, Quantity quantity) {
    return view.run().metrics().alignments().stream()
        .filter(a -> a.layers().containsKey(name))
        .map(a -> new Point(a.step(), quantity.value().applyAsDouble(a.layers().get(name))))
        .toList();
  }
}
