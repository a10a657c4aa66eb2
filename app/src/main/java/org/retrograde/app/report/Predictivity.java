// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How well layers predict recorded neurons, as {@code neural.json} says; NaN stands for what is not
 * defined.
 *
 * @param facts what was scored and how, by dotted key
 * @param regions what was found, a region each
 * @param training what was found earlier in the training, if it was followed
 */
record Predictivity(Map<String, String> facts, List<Region> regions, List<Moment> training) {

  /** The file's name in a run folder and among the files of a score. */
  static final String FILE = "neural.json";

  /** What files were scored with whose program could not do otherwise. */
  private static final Map<String, String> UNWRITTEN = Map.of("split", "shuffle", "group", "none");

  Predictivity {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    regions = List.copyOf(regions);
    training = List.copyOf(training);
  }

  /**
   * A moment of the training.
   *
   * @param step the number of steps done
   * @param regions what was found then
   */
  record Moment(double step, List<Region> regions) {

    Moment {
      regions = List.copyOf(regions);
    }
  }

  /** How the report of a region changed during training, one point a moment. */
  List<Point> course(String region, ToDoubleFunction<Score> value) {
    List<Point> points = new ArrayList<>();
    for (Moment moment : training) {
      moment.regions().stream()
          .filter(found -> found.name().equals(region))
          .forEach(
              found -> points.add(new Point(moment.step(), value.applyAsDouble(found.report()))));
    }
    return points;
  }

  /** A fact that another program version may not have written. */
  String fact(String key) {
    return facts.getOrDefault(key, UNWRITTEN.getOrDefault(key, Numbers.MISSING));
  }

  /**
   * A region.
   *
   * @param name its name, empty for all neuroids of a recording without regions
   * @param stimuli the number of stimuli
   * @param notes what is to be known of the recording
   * @param best the layer that was best on one half of the stimuli
   * @param layers scores on all stimuli
   * @param selection scores on the half on which the layer was chosen
   * @param report the chosen layer's score on the other half
   * @param course its scores over time, if they were wanted
   * @param consistency its noise-corrected consistency, if it was wanted
   */
  record Region(
      String name,
      int stimuli,
      List<String> notes,
      String best,
      List<Score> layers,
      List<Score> selection,
      Score report,
      Optional<Course> course,
      Optional<Consistency> consistency) {

    Region {
      notes = List.copyOf(notes);
      layers = List.copyOf(layers);
      selection = List.copyOf(selection);
    }

    String title() {
      return name.isEmpty() ? "All neuroids" : name;
    }
  }

  /**
   * The correlation with responses without noise.
   *
   * @param value the median over neurons
   * @param error its standard error over neurons
   * @param formula how it was made
   */
  record Consistency(double value, double error, String formula) {}

  /**
   * A score.
   *
   * @param layer the layer
   * @param units the number of its values
   * @param raw before normalisation
   * @param error its standard error over splits
   * @param ceiling the reliability of the neuroids
   * @param normalized raw and ceiling in one
   * @param before2026 both in one by the earlier formula
   * @param neuroids how many were scored
   * @param low the lower end of the 95 % interval
   * @param high its upper end
   * @param excluded which neuroids were not scored, and why
   * @param warnings what a reader must know
   */
  record Score(
      String layer,
      double units,
      double raw,
      double error,
      double ceiling,
      double normalized,
      double before2026,
      double neuroids,
      double low,
      double high,
      List<String> excluded,
      List<String> warnings) {

    Score {
      excluded = List.copyOf(excluded);
      warnings = List.copyOf(warnings);
    }

    /** The normalised score; the raw one where there is no ceiling. */
    double main() {
      return Double.isNaN(normalized) ? raw : normalized;
    }
  }

  /**
   * A layer's scores over time.
   *
   * @param layer the layer
   * @param mode one mapping for all bins, or one for each
   * @param latency by how many steps the neurons lag behind the network
   * @param bins the scored bins
   * @param lost bins that no driven step of the network answers
   * @param dropped bins whose ceiling is too low to normalise by
   */
  record Course(
      String layer, String mode, int latency, List<Bin> bins, List<Span> lost, List<Span> dropped) {

    Course {
      bins = List.copyOf(bins);
      lost = List.copyOf(lost);
      dropped = List.copyOf(dropped);
    }

    /** Whether a bin begins before the one before it ends, so that both share responses. */
    boolean overlaps() {
      for (int i = 1; i < bins.size(); i++) {
        if (bins.get(i).span().start() < bins.get(i - 1).span().end()) {
          return true;
        }
      }
      return false;
    }
  }

  /** A time bin's score. */
  record Bin(Span span, Score score) {}

  /**
   * A time bin.
   *
   * @param start where it begins, in ms since the image appeared
   * @param end where it ends
   */
  record Span(double start, double end) {

    double middle() {
      return (start + end) / 2;
    }

    String text() {
      return Numbers.coordinate(start) + "–" + Numbers.coordinate(end);
    }
  }
}
