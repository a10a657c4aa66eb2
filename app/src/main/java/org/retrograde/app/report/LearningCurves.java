// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Training loss and test accuracy, one line a run. */
final class LearningCurves {

  private static final int LIMIT = 400;
  private static final int TICKS = 6;

  private final List<RunView> runs;

  LearningCurves(List<RunView> runs) {
    this.runs = List.copyOf(runs);
  }

  void draw(Html html) {
    html.begin("div", "class", "plots").line();
    draw(html, loss(), "No training step was recorded.");
    draw(html, accuracy(), "No test was recorded.");
    html.end("div").line();
  }

  private static void draw(Html html, Chart chart, String otherwise) {
    if (chart.series().isEmpty()) {
      html.leaf("p", chart.title() + ": " + otherwise, "class", "none");
    } else {
      new SvgChart(chart, html).draw();
    }
  }

  private Chart loss() {
    List<Series> raw = new ArrayList<>();
    List<Series> smooth = new ArrayList<>();
    for (RunView view : runs) {
      List<Point> points =
          view.run().metrics().steps().stream().map(s -> new Point(s.step(), s.loss())).toList();
      if (!points.isEmpty()) {
        raw.add(Series.background(view, Curves.envelope(points, LIMIT)));
        smooth.add(Series.of(view, Curves.thin(Curves.smooth(points), LIMIT), false));
      }
    }
    raw.addAll(smooth);
    Axis y =
        new Axis(
            "nats; smoothed, with what was recorded behind it",
            "",
            3,
            TICKS,
            Scale.covering(all(raw)));
    String alternative =
        "Training loss over steps, one line a run. Last smoothed values: " + lasts(smooth, "");
    return new Chart("Training loss", null, alternative, steps(raw), y, Double.NaN, raw);
  }

  private Chart accuracy() {
    List<Series> series =
        lines(
            view ->
                view.run().metrics().evaluations().stream()
                    .map(t -> new Point(t.epoch(), 100 * t.top1()))
                    .toList());
    Scale epochs = Scale.linear(0, Math.max(1, Math.ceil(maximum(series)))).whole(TICKS);
    Axis x = new Axis("epoch", "", 0, TICKS, epochs);
    Axis y =
        new Axis(
            "% of the test images, after each epoch", " %", 2, TICKS, Scale.covering(all(series)));
    String alternative =
        "Test accuracy over epochs, one line a run. Last values: " + lasts(series, " %");
    return new Chart("Test accuracy", null, alternative, x, y, Double.NaN, series);
  }

  private List<Series> lines(Function<RunView, List<Point>> points) {
    return runs.stream()
        .map(view -> Series.of(view, points.apply(view), true))
        .filter(series -> !series.points().isEmpty())
        .toList();
  }

  static Axis steps(List<Series> series) {
    return new Axis(
        "step", "", 0, TICKS, Scale.linear(0, Math.max(1, maximum(series))).whole(TICKS));
  }

  static List<Point> all(List<Series> series) {
    return series.stream().flatMap(s -> s.points().stream()).toList();
  }

  static String lasts(List<Series> series, String unit) {
    return series.stream()
        .map(s -> s.label() + " " + last(s.points()) + unit)
        .collect(Collectors.joining("; "));
  }

  private static String last(List<Point> points) {
    return points.isEmpty()
        ? Numbers.MISSING
        : Numbers.significant(points.get(points.size() - 1).y());
  }

  private static double maximum(List<Series> series) {
    return all(series).stream().mapToDouble(Point::x).filter(Double::isFinite).max().orElse(1);
  }
}
