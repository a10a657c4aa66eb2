// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.retrograde.api.error.RetrogradeException;

/**
 * What is recorded of some neuroids, without the values.
 *
 * @param identifier the recording's name, empty if the file has none
 * @param stimulusSet the name of the stimuli, empty if the file has none
 * @param axes the axes in the order of the file, each dimension at most once; presentations and
 *     neuroids are there, time bins may be missing
 */
public record NeuroidAssembly(String identifier, String stimulusSet, List<Axis> axes) {

  /** The column of the presentations that says which stimulus was shown. */
  public static final String STIMULUS = "stimulus_id";

  /** Its name in older files. */
  static final String OLD_STIMULUS = "image_id";

  /** The column of the presentations that says for which time a stimulus was shown. */
  public static final String REPETITION = "repetition";

  /** The column of the neuroids with their names. */
  public static final String NEUROID = "neuroid_id";

  /** The column of the neuroids with the area they lie in. */
  public static final String REGION = "region";

  static final String BIN_START = "time_bin_start";
  static final String BIN_END = "time_bin_end";

  /** Checks the axes. */
  public NeuroidAssembly {
    axes = List.copyOf(axes);
    Set<Dimension> found = EnumSet.noneOf(Dimension.class);
    axes.forEach(axis -> found.add(axis.dimension()));
    if (found.size() < axes.size()
        || !found.containsAll(EnumSet.of(Dimension.PRESENTATION, Dimension.NEUROID))) {
      throw new IllegalArgumentException(
          "an assembly has presentations, neuroids and perhaps time bins, found "
              + axes.stream().map(Axis::dimension).toList());
    }
  }

  /**
   * Returns the axis of a dimension.
   *
   * @param dimension which
   * @return the axis; time bins that a file lacks are one without columns
   */
  public Axis axis(Dimension dimension) {
    return axes.stream()
        .filter(axis -> axis.dimension() == dimension)
        .findFirst()
        .orElseGet(() -> new Axis(dimension, 1, Map.of()));
  }

  /**
   * Returns the presentations.
   *
   * @return the axis
   */
  public Axis presentations() {
    return axis(Dimension.PRESENTATION);
  }

  /**
   * Returns the neuroids.
   *
   * @return the axis
   */
  public Axis neuroids() {
    return axis(Dimension.NEUROID);
  }

  /**
   * Returns the lengths of the axes in the order of the file.
   *
   * @return the lengths
   */
  public List<Integer> shape() {
    return axes.stream().map(Axis::length).toList();
  }

  /**
   * Returns the times of the bins.
   *
   * @param where the file, for the message
   * @return one for each bin; unknown where the file does not say
   * @throws RetrogradeException if a bin does not end after its start
   */
  public List<TimeBin> timeBins(String where) {
    Axis axis = axis(Dimension.TIME_BIN);
    Optional<Column> starts = axis.column(BIN_START);
    Optional<Column> ends = axis.column(BIN_END);
    List<TimeBin> bins = new ArrayList<>();
    for (int i = 0; i < axis.length(); i++) {
      int bin = i;
      double start = starts.map(column -> column.number(bin)).orElse(Double.NaN);
      double end = ends.map(column -> column.number(bin)).orElse(Double.NaN);
      if (end <= start) {
        throw Refusal.of(
            where,
            "time bin " + bin + " from " + start + " to " + end + " ms",
            BIN_START + " below " + BIN_END,
            "correct the columns");
      }
      bins.add(new TimeBin(start, end));
    }
    return bins;
  }

  /**
   * Gives the presentations further columns.
   *
   * @param columns the columns; those that are there already stay
   * @return the assembly with them
   */
  public NeuroidAssembly withPresentations(Map<String, Column> columns) {
    return new NeuroidAssembly(
        identifier,
        stimulusSet,
        axes.stream()
            .map(axis -> axis.dimension() == Dimension.PRESENTATION ? axis.with(columns) : axis)
            .toList());
  }
}
