// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.List;
import org.retrograde.api.result.TimeStepEvaluation;

/** Test accuracy by the logits at each time step, one line a run that is unrolled in time. */
final class TimeCurves {

  private static final int TICKS = 6;

  private final List<Series> series;

  TimeCurves(List<RunView> runs) {
    this.series =
        runs.stream()
            .map(view -> Series.of(view, points(view), true))
            .filter(line -> !line.points().isEmpty())
            .toList();
  }

  boolean isEmpty() {
    return series.isEmpty();
  }

  void draw(Html html) {
    html.begin("div", "class", "plots").line();
    new SvgChart(accuracy(), html).draw();
    html.end("div").line();
  }

  private Chart accuracy() {
    Axis x = new Axis("ms", "", 0, TICKS, milliseconds());
    Axis y =
        new Axis(
            "% of the test images, at the last test",
            " %", 2, TICKS, Scale.covering(LearningCurves.all(series)));
    String alternative =
        "Test accuracy over milliseconds since the image appeared, one line a run. At the last"
            + " step: "
            + LearningCurves.lasts(series, " %");
    return new Chart("Test accuracy over time", null, alternative, x, y, Double.NaN, series);
  }

  /** From when the image appears: before a line begins, the image has not reached the logits. */
  private Scale milliseconds() {
    double last = LearningCurves.all(series).stream().mapToDouble(Point::x).max().orElse(1);
    return Scale.linear(0, Math.max(1, last)).whole(TICKS);
  }

  private static List<Point> points(RunView view) {
    List<Metrics.Test> tests = view.run().metrics().evaluations();
    List<TimeStepEvaluation> last =
        tests.isEmpty() ? List.of() : tests.get(tests.size() - 1).timeSteps();
    return last.stream().map(t -> new Point(t.milliseconds(), 100 * t.top1())).toList();
  }
}
