// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.result.Alignment;
import org.retrograde.api.result.Quantity;

/** Angles and ratios over steps, over the whole network and by layer. */
final class AlignmentCurves {

  private static final int LIMIT = 150;

  /**
   * A quantity that is drawn.
   *
   * @param title its name
   * @param axis the vertical axis's name
   * @param unit what stands after a value
   * @param decimals the decimals in a tooltip
   * @param reference the value that means no relation, or equal norms
   * @param samples its values in a run
   * @param scale the vertical axis's range for given points
   */
  private record Curve(
      String title,
      String axis,
      String unit,
      int decimals,
      double reference,
      Function<Metrics, List<Sample>> samples,
      Function<List<Point>, Scale> scale) {

    Scale scale(List<Series> series) {
      List<Point> points = new ArrayList<>(LearningCurves.all(series));
      points.add(new Point(0, reference));
      return scale.apply(points);
    }

    List<Sample> of(RunView view) {
      return samples.apply(view.run().metrics());
    }
  }

  /** Values at a step, NaN where there is none. */
  private record Sample(double step, Map<String, Double> layers, double whole) {}

  private final List<RunView> runs;
  private final List<Curve> curves;

  private AlignmentCurves(List<RunView> runs, List<Curve> curves) {
    this.curves = List.copyOf(curves);
    this.runs =
        runs.stream()
            .filter(view -> curves.stream().anyMatch(curve -> !curve.of(view).isEmpty()))
            .toList();
  }

  /** The angle between W and B, and the ratio of their norms. */
  static AlignmentCurves ofWeights(List<RunView> runs) {
    Curve angle =
        new Curve(
            "Angle between W and B",
            "degrees, all layers together",
            "°",
            1,
            90,
            metrics -> weights(metrics, Alignment::angleDegrees),
            AlignmentCurves::angles);
    Curve ratio =
        new Curve(
            "|B| / |W|",
            "ratio of norms, all layers together",
            "",
            3,
            1,
            metrics -> weights(metrics, Alignment::normRatio),
            AlignmentCurves::ratios);
    return new AlignmentCurves(runs, List.of(angle, ratio));
  }

  /** What errors and gradients do on the fixed batch. */
  static AlignmentCurves ofFixedBatch(List<RunView> runs) {
    return new AlignmentCurves(
        runs,
        List.of(
            measuredAngle(Quantity.GRADIENT_ANGLE),
            measuredAngle(Quantity.LOCAL_ERROR_ANGLE),
            measuredAngle(Quantity.PROJECTION_ANGLE)));
  }

  private static Curve measuredAngle(Quantity quantity) {
    String title =
        quantity.title().substring(0, 1).toUpperCase(Locale.ROOT) + quantity.title().substring(1);
    return new Curve(
        title,
        "degrees, all layers together",
        quantity.unit(),
        1,
        90,
        metrics -> measured(metrics, quantity),
        AlignmentCurves::angles);
  }

  private static List<Sample> weights(Metrics metrics, ToDoubleFunction<Alignment> value) {
    return metrics.alignments().stream()
        .map(
            a -> {
              Map<String, Double> layers = new LinkedHashMap<>();
              a.layers().forEach((layer, own) -> layers.put(layer, value.applyAsDouble(own)));
              return new Sample(a.step(), layers, value.applyAsDouble(a.whole()));
            })
        .toList();
  }

  private static List<Sample> measured(Metrics metrics, Quantity quantity) {
    return metrics.diagnostics().stream()
        .map(
            m -> {
              Map<String, Double> layers = new LinkedHashMap<>();
              m.layers()
                  .forEach((layer, own) -> layers.put(layer, own.get(quantity).orElse(Double.NaN)));
              return new Sample(m.step(), layers, m.whole().get(quantity).orElse(Double.NaN));
            })
        .toList();
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  void whole(Html html) {
    html.begin("div", "class", "plots").line();
    for (Curve quantity : curves) {
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
    for (Curve quantity : curves) {
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
      Curve quantity,
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
    double last = runs.stream().mapToDouble(this::lastStep).max().orElse(1);
    return Scale.linear(0, Math.max(1, last));
  }

  private double lastStep(RunView view) {
    return curves.stream()
        .flatMap(curve -> curve.of(view).stream())
        .mapToDouble(Sample::step)
        .max()
        .orElse(1);
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

  private static List<Point> whole(RunView view, Curve quantity) {
    List<Point> points =
        quantity.of(view).stream().map(a -> new Point(a.step(), a.whole())).toList();
    return Curves.thin(points, LIMIT);
  }

  private static List<Series> layers(RunView view, Curve quantity) {
    List<String> names =
        quantity.of(view).stream().flatMap(a -> a.layers().keySet().stream()).distinct().toList();
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

  private static List<Point> layer(RunView view, String name, Curve quantity) {
    return quantity.of(view).stream()
        .filter(a -> a.layers().containsKey(name))
        .map(a -> new Point(a.step(), Objects.requireNonNull(a.layers().get(name))))
        .toList();
  }
}
