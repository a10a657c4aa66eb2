// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.retrograde.api.result.TimeStepEvaluation;

/** The last test by the logits at each time step, one line a run that is unrolled in time. */
final class TimeCurves {

  private static final int TICKS = 6;

  private final List<RunView> runs;

  TimeCurves(List<RunView> runs) {
    this.runs = runs.stream().filter(view -> !lastTest(view).isEmpty()).toList();
  }

  /** The runs that have a line. */
  List<RunView> runs() {
    return runs;
  }

  void draw(Html html) {
    html.begin("div", "class", "plots").line();
    draw(html, "Test accuracy over time", "% of the test images", " %", t -> 100 * t.top1());
    draw(html, "Test loss over time", "nats", "", TimeStepEvaluation::loss);
    html.end("div").line();
  }

  private void draw(
      Html html, String title, String label, String unit, ToDoubleFunction<TimeStepEvaluation> of) {
    List<Series> series =
        runs.stream().map(view -> Series.of(view, points(view, of), true)).toList();
    List<Point> all = LearningCurves.all(series);
    double last = all.stream().mapToDouble(Point::x).max().orElse(1);
    // From when the image appears: before a line begins, it has not reached the logits.
    Scale milliseconds = Scale.linear(0, Math.max(1, last)).whole(TICKS);
    Axis x = new Axis("ms", "", 0, TICKS, milliseconds);
    Axis y = new Axis(label + ", at the last test", unit, 2, TICKS, Scale.covering(all));
    String alternative =
        title
            + " in milliseconds since the image appeared, one line a run. At the last step: "
            + LearningCurves.lasts(series, unit);
    new SvgChart(new Chart(title, null, alternative, x, y, Double.NaN, series), html).draw();
  }

  private static List<Point> points(RunView view, ToDoubleFunction<TimeStepEvaluation> of) {
    return lastTest(view).stream()
        .map(t -> new Point(t.milliseconds(), of.applyAsDouble(t)))
        .toList();
  }

  private static List<TimeStepEvaluation> lastTest(RunView view) {
    List<Metrics.Test> tests = view.run().metrics().evaluations();
    return tests.isEmpty() ? List.of() : tests.get(tests.size() - 1).timeSteps();
  }
}
