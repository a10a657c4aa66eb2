// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.behavior;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import org.retrograde.neural.assembly.CsvTable;

/**
 * When neurons solve each stimulus.
 *
 * @param stimuli their ids in alphabetical order
 * @param objects the objects in alphabetical order
 * @param labels the object of each stimulus, from 0
 * @param times in ms; NaN for a stimulus that is never solved
 * @param thresholds the I1 that counts as solved, of each stimulus
 * @param excluded what was left out and why, with counts
 */
@SuppressWarnings("ArrayRecordComponent")
public record SolutionData(
    List<String> stimuli,
    List<String> objects,
    int[] labels,
    double[] times,
    double[] thresholds,
    List<String> excluded) {

  private static final List<String> STIMULUS = List.of("stimulus_id", "image_id");

  /** Copies the lists. */
  public SolutionData {
    stimuli = List.copyOf(stimuli);
    objects = List.copyOf(objects);
    excluded = List.copyOf(excluded);
  }

  private record Row(String stimulus, String object, double time, double threshold) {}

  /**
   * Reads a table.
   *
   * @param file with stimulus_id (or image_id), {@code time} in ms, empty where neurons never solve
   *     the image, and {@code threshold}
   * @param labels what is on the stimuli
   * @return the data
   * @throws org.retrograde.api.error.RetrogradeException if a column is missing, a stimulus is
   *     there twice or has no label, or there is nothing to compare
   */
  public static SolutionData read(Path file, ObjectLabels labels) {
    CsvTable table = CsvTable.read(file);
    List<Row> rows = rows(table, labels);
    int all = rows.size();
    rows.removeIf(row -> Double.isNaN(row.threshold()));
    List<String> excluded =
        all == rows.size()
            ? List.of()
            : List.of("stimuli without threshold (" + (all - rows.size()) + ")");
    rows.sort(Comparator.comparing(Row::stimulus));
    List<String> objects = List.copyOf(new TreeSet<>(rows.stream().map(Row::object).toList()));
    double[] times = rows.stream().mapToDouble(Row::time).toArray();
    if (objects.size() < 2 || DoubleStream.of(times).allMatch(Double::isNaN)) {
      throw Refusals.of(
          table.where(),
          rows.size() + " stimuli of " + objects.size() + " objects with a threshold",
          "stimuli of two objects or more, some of them with a time",
          "fill the columns time and threshold");
    }
    return new SolutionData(
        rows.stream().map(Row::stimulus).toList(),
        objects,
        rows.stream().mapToInt(row -> objects.indexOf(row.object())).toArray(),
        times,
        rows.stream().mapToDouble(Row::threshold).toArray(),
        excluded);
  }

  private static List<Row> rows(CsvTable table, ObjectLabels labels) {
    List<String> ids =
        table.texts(
            STIMULUS.stream().filter(table.names()::contains).findFirst().orElse("stimulus_id"));
    double[] times = table.numbers("time");
    double[] thresholds = table.numbers("threshold");
    Map<String, Integer> places = new HashMap<>();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      String where = table.where() + ", row " + (i + 1);
      Integer before = places.put(ids.get(i), i + 1);
      if (before != null) {
        throw Refusals.of(
            where,
            "stimulus '" + ids.get(i) + "', as in row " + before,
            "each stimulus once",
            "remove one of the rows");
      }
      requireTime(times[i], where);
      String object = labels.object(ids.get(i), where);
      rows.add(new Row(ids.get(i), object, times[i], thresholds[i]));
    }
    return rows;
  }

  private static void requireTime(double time, String where) {
    if (time < 0 || Double.isInfinite(time)) {
      throw Refusals.of(
          where + ", column time",
          String.valueOf(time),
          "milliseconds after the image appeared, 0 or more, or nothing if it is never solved",
          "correct the field, or leave it empty");
    }
  }

  /**
   * Returns how many stimuli neurons solve.
   *
   * @return their number
   */
  public int solved() {
    return (int) DoubleStream.of(times).filter(time -> !Double.isNaN(time)).count();
  }
}
