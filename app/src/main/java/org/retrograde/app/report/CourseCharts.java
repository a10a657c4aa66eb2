// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.retrograde.app.report.Predictivity.Course;
import org.retrograde.app.report.Predictivity.Score;
import org.retrograde.app.report.Predictivity.Span;

/** A layer's scores over time: raw beside the ceiling, and normalised. */
final class CourseCharts {

  private static final int TICKS = 6;
  private static final int RAW = 1;
  private static final int CEILING = 0;
  private static final int NORMALIZED = 2;

  private final Course course;
  private final String key;
  private final String formula;

  CourseCharts(Course course, String key, String formula) {
    this.course = course;
    this.key = key;
    this.formula = ScorePage.formula(formula);
  }

  void draw(Html html) {
    html.leaf("h3", "Over time: " + course.layer()).line();
    html.leaf("p", guide(), "class", "guide").line();
    List<Series> raw = new ArrayList<>();
    raw.add(faint(score -> score.raw() + score.error()));
    raw.add(faint(score -> score.raw() - score.error()));
    raw.add(line("ceiling c", CEILING, Score::ceiling));
    raw.add(line("raw score r", RAW, Score::raw));
    Series normalized = line("normalised, " + formula, NORMALIZED, Score::normalized);
    List<Series> all = new ArrayList<>(raw);
    all.add(normalized);
    List<Series> drawn = all.stream().filter(CourseCharts::hasPoints).toList();
    Legend.lines(drawn, html);
    html.begin("div", "class", "plots").line();
    chart(html, "Raw score and ceiling over time", "r and c; faint: r ± s.e.m.", raw);
    if (hasPoints(normalized)) {
      chart(html, "Normalised score over time", formula, List.of(normalized));
    }
    html.end("div").line();
    notes(html);
  }

  private String guide() {
    String mode =
        switch (course.mode()) {
          case "shared" -> "one mapping was fitted for all bins together";
          case "per-bin" -> "a mapping of its own was fitted in each bin";
          default -> "mapping " + course.mode();
        };
    String latency =
        course.latency() == 0
            ? "the neurons do not lag behind the network"
            : "the neurons lag behind the network by "
                + course.latency()
                + (course.latency() == 1 ? " step" : " steps");
    return "On the half of the stimuli that had no part in choosing the layer; "
        + mode
        + "; "
        + latency
        + ", as chosen on the other half.";
  }

  private void notes(Html html) {
    List<String> notes = new ArrayList<>();
    if (!course.lost().isEmpty()) {
      notes.add(
          bins(course.lost()) + " left out, since no driven step of the network answers them");
    }
    if (!course.dropped().isEmpty()) {
      notes.add(bins(course.dropped()) + " not normalised, since the ceiling is too low there");
    }
    if (course.overlaps()) {
      notes.add("Bins overlap in the recording: neighbours share responses");
    }
    if (!notes.isEmpty()) {
      html.begin("ul", "class", "notes");
      notes.forEach(note -> html.leaf("li", note + "."));
      html.end("ul").line();
    }
  }

  private static String bins(List<Span> spans) {
    return spans.size()
        + (spans.size() == 1 ? " bin (" : " bins (")
        + spans.stream().map(Span::text).collect(Collectors.joining(", "))
        + " ms)";
  }

  private Series line(String label, int color, ToDoubleFunction<Score> value) {
    return Series.named(label, key + "-" + color, color, points(course, value));
  }

  private Series faint(ToDoubleFunction<Score> value) {
    return Series.faint("s.e.m.", key + "-" + RAW, RAW, points(course, value));
  }

  static List<Point> points(Course course, ToDoubleFunction<Score> value) {
    return course.bins().stream()
        .map(bin -> new Point(bin.span().middle(), value.applyAsDouble(bin.score())))
        .toList();
  }

  private static boolean hasPoints(Series series) {
    return series.points().stream().anyMatch(point -> Double.isFinite(point.y()));
  }

  private static void chart(Html html, String title, String label, List<Series> series) {
    new SvgChart(
            chart(title, label, series.stream().filter(CourseCharts::hasPoints).toList()), html)
        .draw();
  }

  /** A chart over time since the image appeared. */
  static Chart chart(String title, String label, List<Series> series) {
    List<Point> all = LearningCurves.all(series);
    double first = all.stream().mapToDouble(Point::x).min().orElse(0);
    double last = all.stream().mapToDouble(Point::x).max().orElse(1);
    Scale time = Scale.linear(Math.min(0, first), Math.max(last, Math.min(0, first) + 1));
    Axis x = new Axis("ms (middle of the bin)", "", 0, TICKS, time.whole(TICKS));
    Axis y = new Axis(label, "", 3, TICKS, Scale.withZero(all));
    String alternative =
        title
            + " in milliseconds since the image appeared. In the last bin: "
            + LearningCurves.lasts(series.stream().filter(s -> !s.background()).toList(), "");
    return new Chart(title, null, alternative, x, y, Double.NaN, series);
  }
}
