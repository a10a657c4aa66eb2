// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.List;

/** Scores of a network's checkpoints over the steps of its training. */
final class TrainingChart {

  private static final int TICKS = 6;

  private TrainingChart() {}

  static void draw(String title, List<Series> series, Html html) {
    Axis y =
        new Axis(
            "score of the layer chosen at each step, normalised where there is a ceiling",
            "",
            3,
            TICKS,
            Scale.withZero(LearningCurves.all(series)));
    String alternative = title + " over steps. Last values: " + LearningCurves.lasts(series, "");
    new SvgChart(
            new Chart(
                title, null, alternative, LearningCurves.steps(series), y, Double.NaN, series),
            html)
        .draw();
  }
}
