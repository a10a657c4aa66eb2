// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.retrograde.api.result.Alignment;
import org.retrograde.api.result.Diagnostics;
import org.retrograde.api.result.TimeStepEvaluation;

/**
 * What was recorded during a run, in the order of the steps; NaN stands for what was not measured.
 *
 * @param steps training steps
 * @param alignments angles and norms
 * @param diagnostics measurements on a fixed batch
 * @param evaluations tests
 */
record Metrics(
    List<Steps> steps,
    List<Angles> alignments,
    List<Measured> diagnostics,
    List<Test> evaluations) {

  /** Nothing. */
  static Metrics none() {
    return new Metrics(List.of(), List.of(), List.of(), List.of());
  }

  /** A record with a place on the axis of steps. */
  interface AtStep {
    double step();
  }

  record Steps(double step, double epoch, double loss, double secondsPerStep) implements AtStep {}

  record Angles(double step, Map<String, Alignment> layers, Alignment whole) implements AtStep {
    Angles {
      layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
    }
  }

  record Measured(double step, Map<String, Diagnostics> layers, Diagnostics whole)
      implements AtStep {
    Measured {
      layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
    }
  }

  record Test(
      double step,
      double epoch,
      double loss,
      double top1,
      double top5,
      List<TimeStepEvaluation> timeSteps)
      implements AtStep {
    Test {
      timeSteps = List.copyOf(timeSteps);
    }

    Test(double step, double epoch, double loss, double top1, double top5) {
      this(step, epoch, loss, top1, top5, List.of());
    }
  }

  Metrics {
    steps = List.copyOf(steps);
    alignments = List.copyOf(alignments);
    diagnostics = List.copyOf(diagnostics);
    evaluations = List.copyOf(evaluations);
  }
}
