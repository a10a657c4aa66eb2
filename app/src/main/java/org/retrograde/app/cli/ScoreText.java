// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.retrograde.app.neural.LayerScore;
import org.retrograde.app.neural.NetworkComparison;
import org.retrograde.app.neural.NetworkScore;
import org.retrograde.app.neural.RegionScore;
import org.retrograde.app.neural.ScoreSettings;
import org.retrograde.app.neural.TimeCourse;
import org.retrograde.neural.assembly.TimeBin;
import org.retrograde.neural.ceiling.ConsistencyResult;

/** Scores in words and tables. */
final class ScoreText {

  private static final int DIGITS = 3;
  private static final List<String> HEADING =
      List.of("layer", "units", "raw", "s.e.m.", "95 %", "ceiling", "normalised", "neuroids");

  private ScoreText() {}

  static String of(RegionScore region) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        (region.region().isEmpty() ? "All neuroids" : region.region())
            + ", "
            + Numbers.grouped(region.shown().stimuli())
            + " stimuli, "
            + region.shown().trials());
    List<List<String>> rows = new ArrayList<>(List.of(HEADING));
    region.layers().forEach(score -> rows.add(row(score)));
    lines.add(new TextTable(rows).text());
    lines.add(best(region));
    region.consistency().ifPresent(result -> lines.add(consistency(result)));
    region.shown().notes().forEach(note -> lines.add("note: " + note));
    region.layers().stream()
        .flatMap(score -> score.excluded().stream())
        .distinct()
        .forEach(reason -> lines.add("not scored: " + reason));
    region.layers().stream()
        .flatMap(score -> score.warnings().stream())
        .distinct()
        .forEach(warning -> lines.add("note: " + warning));
    region.course().ifPresent(course -> lines.add(course(course)));
    return String.join("\n", lines);
  }

  private static String best(RegionScore region) {
    LayerScore report = region.report();
    return "best on one half of the stimuli: "
        + region.best()
        + "; on the other half "
        + number(report.raw())
        + " ± "
        + number(report.error())
        + report
            .normalized()
            .map(value -> ", normalised " + number(value))
            .orElse(", not normalised");
  }

  private static String consistency(ConsistencyResult result) {
    return "noise-corrected consistency there: "
        + number(result.value())
        + " ± "
        + number(result.error())
        + " (a correlation; "
        + result.draws()
        + " draws, "
        + result.skipped()
        + " skipped, "
        + result.unreliable()
        + " values left out)";
  }

  /** All networks' best layers in one table, on the stimuli on which they were not chosen. */
  static List<String> summary(List<NetworkScore> scores) {
    if (scores.size() < 2) {
      return List.of();
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("network", "region", "best layer", "raw", "s.e.m.", "ceiling", "normalised"));
    for (NetworkScore score : scores) {
      for (RegionScore region : score.regions()) {
        LayerScore report = region.report();
        rows.add(
            List.of(
                score.name(),
                region.region().isEmpty() ? "all" : region.region(),
                region.best(),
                number(report.raw()),
                number(report.error()),
                optional(report.ceiling()),
                optional(report.normalized())));
      }
    }
    return List.of("", new TextTable(rows).text());
  }

  /** A network beside the first, on the same stimuli and neuroids. */
  static String compared(NetworkComparison comparison) {
    return String.format(
        Locale.ROOT,
        "%s: %s less %s: %s (95 %% over neuroids %s to %s)",
        comparison.region().isEmpty() ? "all neuroids" : comparison.region(),
        comparison.second(),
        comparison.first(),
        number(comparison.difference().difference()),
        number(comparison.difference().interval().low()),
        number(comparison.difference().interval().high()));
  }

  /** All tables of a network. */
  static String of(NetworkScore score) {
    List<String> parts = new ArrayList<>();
    score.regions().forEach(region -> parts.add(of(region)));
    parts.add(training(score.training()));
    return String.join("\n", parts);
  }

  /** How the best layer's report changed during training, as it stands in {@code neural.json}. */
  static String training(List<Map<String, Object>> training) {
    List<String> lines = new ArrayList<>();
    for (Map<String, Object> moment : training) {
      if (moment.get("regions") instanceof List<?> regions) {
        for (Object region : regions) {
          lines.add(moment(moment.get("step"), (Map<?, ?>) region));
        }
      }
    }
    return String.join("\n", lines);
  }

  private static String moment(@Nullable Object step, Map<?, ?> region) {
    Map<?, ?> report = (Map<?, ?>) Objects.requireNonNull(region.get("report"));
    return String.format(
        Locale.ROOT,
        "after step %s  %s  %s %s",
        step,
        region.get("region"),
        region.get("best"),
        number(((Number) Objects.requireNonNull(report.get("raw"))).doubleValue()));
  }

  private static List<String> row(LayerScore score) {
    return List.of(
        score.layer(),
        Numbers.grouped(score.units()),
        number(score.raw()),
        number(score.error()),
        score
            .interval()
            .filter(interval -> !Double.isNaN(interval.low()))
            .map(interval -> number(interval.low()) + " to " + number(interval.high()))
            .orElse("-"),
        optional(score.ceiling()),
        optional(score.normalized()),
        Numbers.grouped(score.neuroids()));
  }

  private static String course(TimeCourse course) {
    List<List<String>> rows =
        new ArrayList<>(List.of(List.of("ms", "raw", "s.e.m.", "ceiling", "normalised")));
    for (int i = 0; i < course.bins().size(); i++) {
      LayerScore score = course.scores().get(i);
      rows.add(
          List.of(
              course.bins().get(i).text(),
              number(score.raw()),
              number(score.error()),
              optional(score.ceiling()),
              optional(score.normalized())));
    }
    String lost =
        course.lost().isEmpty()
            ? ""
            : "\nbins that no driven step answers: " + times(course.lost());
    String dropped =
        course.dropped().isEmpty()
            ? ""
            : "\nbins with a ceiling too low to normalise by: " + times(course.dropped());
    return "\n"
        + course.layer()
        + " over time, mapping "
        + course.mode().key()
        + ", neurons "
        + course.latency()
        + " steps behind\n"
        + new TextTable(rows).text()
        + lost
        + dropped;
  }

  private static String times(List<TimeBin> bins) {
    return String.join(", ", bins.stream().map(TimeBin::text).toList());
  }

  /** What the columns mean. */
  static String legend(ScoreSettings settings) {
    boolean predicts = settings.measure() instanceof ScoreSettings.Predicting;
    return String.format(
        Locale.ROOT,
        "\nraw: %s, mean over %d splits%s\nsplits: %s",
        settings.measure().id(),
        settings.splits().count(),
        predicts
            ? " of the median over neuroids; ceiling: split halves of repetitions with"
                + " Spearman-Brown; normalised: "
                + settings.measure().normalization().formula()
            : "; no ceiling, not normalised",
        settings.splits().text());
  }

  private static String number(double value) {
    return Numbers.fixed(value, DIGITS);
  }

  private static String optional(Optional<Double> value) {
    return value.map(ScoreText::number).orElse("-");
  }
}
