// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import static org.retrograde.app.report.Numbers.coordinate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws a chart as a figure with an SVG in it; used for one chart. */
final class SvgChart {

  private static final double RIGHT = 12;
  private static final double BOTTOM = 40;
  private static final double TOP = 12;

  private final Chart chart;
  private final Html html;
  private final double width;
  private final double height;
  private final double left;
  private final double bottom;

  SvgChart(Chart chart, Html html) {
    this.chart = chart;
    this.html = html;
    this.width = chart.small() ? 300 : 520;
    this.height = chart.small() ? 190 : 320;
    this.left = chart.small() ? 38 : 58;
    this.bottom = chart.small() ? 24 : BOTTOM;
  }

  void draw() {
    RunView run = chart.run();
    html.begin(
        "figure",
        "class",
        run == null ? "plot" : "panel",
        run == null ? "" : "data-run",
        run == null ? "" : run.key());
    caption(run);
    html.begin(
        "svg",
        "viewBox",
        "0 0 " + coordinate(width) + " " + coordinate(height),
        "class",
        "chart",
        "role",
        "img",
        "aria-label",
        chart.alternative(),
        "data-plot",
        join(left, TOP, width - RIGHT, height - bottom),
        "data-x",
        describe(chart.x()),
        "data-y",
        describe(chart.y()),
        "data-xname",
        chart.x().label(),
        "data-tip",
        run == null ? "all" : "nearest");
    axes();
    chart.series().forEach(this::series);
    html.end("svg").end("figure").line();
  }

  private void caption(@Nullable RunView run) {
    html.begin("figcaption");
    if (run == null) {
      html.leaf("span", chart.title(), "class", "caption")
          .leaf("span", chart.y().label(), "class", "axis-name");
    } else {
      Swatch.draw(run, html);
      html.leaf("span", chart.title());
    }
    html.end("figcaption");
  }

  private void axes() {
    html.begin("g", "class", "axes", "aria-hidden", "true");
    Axis y = chart.y();
    for (double tick : y.scale().ticks(y.ticks())) {
      double at = y(tick);
      line("grid", left, at, width - RIGHT, at);
      label(y.scale().label(tick, y.ticks()), left - 7, at + 4, "end");
    }
    Axis x = chart.x();
    List<Double> ticks = x.scale().ticks(x.ticks());
    for (double tick : ticks) {
      line("tick", x(tick), height - bottom, x(tick), height - bottom + 4);
      label(x.scale().label(tick, x.ticks()), x(tick), height - bottom + 17, "middle");
    }
    line("base", left, height - bottom, width - RIGHT, height - bottom);
    if (!chart.small()) {
      label(x.label(), (left + width - RIGHT) / 2, height - 5, "middle");
    }
    reference();
    html.end("g");
  }

  private void reference() {
    double value = chart.reference();
    if (value >= chart.y().scale().min() && value <= chart.y().scale().max()) {
      line("reference", left, y(value), width - RIGHT, y(value));
    }
  }

  private void series(Series series) {
    String css = "series " + series.css() + (series.background() ? " raw" : "");
    html.begin("g", "class", css, "data-run", series.key(), "data-name", series.label());
    html.empty("path", "class", "line", "d", path(series.points()));
    markers(series);
    html.end("g");
  }

  private void markers(Series series) {
    Series.Marker marker = series.marker();
    List<Point> shown = series.points().stream().filter(SvgChart::isDrawn).toList();
    if (marker.shape() < 0 || shown.isEmpty()) {
      return;
    }
    List<Point> marked =
        marker.everywhere() ? shown : shown.subList(shown.size() - 1, shown.size());
    for (Point point : marked) {
      html.empty(
          "use",
          "href",
          "#m" + marker.shape(),
          "x",
          coordinate(x(point.x())),
          "y",
          coordinate(y(point.y())));
    }
  }

  /**
   * A gap is left where nothing was measured; the script reads values back from the coordinates.
   */
  private String path(List<Point> points) {
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    for (Point point : points) {
      boolean drawn = isDrawn(point);
      if (drawn) {
        path.append(pen ? 'L' : 'M').append(coordinate(x(point.x())));
        path.append(' ').append(coordinate(y(point.y())));
      }
      pen = drawn;
    }
    return path.toString();
  }

  private static boolean isDrawn(Point point) {
    return Double.isFinite(point.y()) && Double.isFinite(point.x());
  }

  private void line(String css, double x1, double y1, double x2, double y2) {
    html.empty(
        "path",
        "class",
        css,
        "d",
        "M" + coordinate(x1) + " " + coordinate(y1) + "L" + coordinate(x2) + " " + coordinate(y2));
  }

  private void label(String text, double x, double y, String anchor) {
    html.leaf("text", text, "x", coordinate(x), "y", coordinate(y), "text-anchor", anchor);
  }

  private double x(double value) {
    return left + chart.x().scale().fraction(value) * (width - RIGHT - left);
  }

  private double y(double value) {
    double bottomEdge = height - bottom;
    return bottomEdge - chart.y().scale().fraction(value) * (bottomEdge - TOP);
  }

  private static String describe(Axis axis) {
    Scale scale = axis.scale();
    return scale.min()
        + " "
        + scale.max()
        + " "
        + scale.logarithmic()
        + " "
        + axis.decimals()
        + " "
        + axis.unit();
  }

  private static String join(double... values) {
    StringBuilder text = new StringBuilder();
    for (double value : values) {
      text.append(text.isEmpty() ? "" : " ").append(coordinate(value));
    }
    return text.toString();
  }
}
