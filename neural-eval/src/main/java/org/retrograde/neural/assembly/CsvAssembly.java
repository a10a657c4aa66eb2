// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * An assembly in a table, for small recordings: a row for each presentation, the response of each
 * neuroid in a column {@code neuroid.ID}, everything else columns of the presentations, {@code
 * stimulus_id} among them. With {@code time_bin_start} and {@code time_bin_end} there is a row for
 * each presentation and time bin. Without {@code repetition} the presentations of a stimulus are
 * numbered in the order of the rows. A table {@code name.neuroid.csv} beside it, with a column
 * {@code neuroid_id}, says more of the neuroids. Empty responses are missing.
 */
public final class CsvAssembly {

  private static final String PREFIX = "neuroid.";

  private CsvAssembly() {}

  /**
   * Reads a table, all at once.
   *
   * @param file the file
   * @return the assembly
   * @throws org.retrograde.api.error.RetrogradeException if it is missing or no such table
   */
  public static MemoryAssembly read(Path file) {
    CsvTable table = CsvTable.read(file);
    List<String> neuroids = table.names().stream().filter(name -> name.startsWith(PREFIX)).toList();
    table.texts(
        table.names().contains(NeuroidAssembly.OLD_STIMULUS)
            ? NeuroidAssembly.OLD_STIMULUS
            : NeuroidAssembly.STIMULUS);
    if (neuroids.isEmpty() || table.size() == 0) {
      throw Refusal.of(
          table.where(),
          table.size() + " rows with the columns " + table.names(),
          "rows with a column " + PREFIX + "ID for each neuroid",
          "put " + PREFIX + " before the neuroids' names");
    }
    return new Layout(table, neuroids).read(file);
  }

  /** Which row is which presentation in which bin. */
  private static final class Layout {
    private final CsvTable table;
    private final List<String> neuroids;
    private final boolean timed;
    private final List<Integer> firstRows = new ArrayList<>();
    private final List<TimeBin> bins;
    private final int[] presentation;
    private final int[] bin;

    Layout(CsvTable table, List<String> neuroids) {
      this.table = table;
      this.neuroids = neuroids;
      timed = table.names().contains(NeuroidAssembly.BIN_START);
      presentation = new int[table.size()];
      bin = new int[table.size()];
      bins = timed ? findBins() : List.of();
      findPresentations();
    }

    private List<TimeBin> findBins() {
      double[] starts = table.numbers(NeuroidAssembly.BIN_START);
      double[] ends = table.numbers(NeuroidAssembly.BIN_END);
      Map<TimeBin, Integer> found = new LinkedHashMap<>();
      for (int i = 0; i < starts.length; i++) {
        if (!(starts[i] < ends[i])) {
          throw Refusal.of(
              table.where() + ", row " + (i + 1),
              "a time bin from " + starts[i] + " to " + ends[i] + " ms",
              NeuroidAssembly.BIN_START + " below " + NeuroidAssembly.BIN_END,
              "correct the row");
        }
        bin[i] = found.computeIfAbsent(new TimeBin(starts[i], ends[i]), key -> found.size());
      }
      return List.copyOf(found.keySet());
    }

    private void findPresentations() {
      if (!timed) {
        IntStream.range(0, table.size()).forEach(i -> addPresentation(i));
        return;
      }
      List<String> keys = keys();
      Map<String, Integer> found = new LinkedHashMap<>();
      Set<List<Integer>> cells = new HashSet<>();
      for (int i = 0; i < table.size(); i++) {
        int row = i;
        presentation[i] =
            found.computeIfAbsent(
                keys.get(i),
                key -> {
                  firstRows.add(row);
                  return found.size();
                });
        if (!cells.add(List.of(presentation[i], bin[i]))) {
          throw Refusal.of(
              table.where() + ", row " + (i + 1),
              "a second row for the same presentation in " + bins.get(bin[i]),
              "one row for each presentation and time bin",
              "number the presentations of each stimulus in a column 'repetition'");
        }
      }
      if (cells.size() != firstRows.size() * bins.size()) {
        throw Refusal.of(
            table.where(),
            table.size() + " rows for " + firstRows.size() + " presentations",
            "a row for each of " + bins.size() + " time bins",
            "add rows, their responses empty if there are none");
      }
    }

    private void addPresentation(int row) {
      presentation[row] = row;
      firstRows.add(row);
    }

    /** What is the same in all rows of a presentation. */
    private List<String> keys() {
      List<List<String>> columns =
          table.columns(values()).keySet().stream().map(table::texts).toList();
      return IntStream.range(0, table.size())
          .mapToObj(i -> String.join("\n", columns.stream().map(column -> column.get(i)).toList()))
          .toList();
    }

    private Set<String> values() {
      Set<String> names = new HashSet<>(neuroids);
      names.add(NeuroidAssembly.BIN_START);
      names.add(NeuroidAssembly.BIN_END);
      return names;
    }

    MemoryAssembly read(Path file) {
      int bands = Math.max(1, bins.size());
      double[] values = new double[firstRows.size() * neuroids.size() * bands];
      for (int n = 0; n < neuroids.size(); n++) {
        double[] column = table.numbers(neuroids.get(n));
        for (int i = 0; i < column.length; i++) {
          values[(presentation[i] * neuroids.size() + n) * bands + bin[i]] = column[i];
        }
      }
      List<Axis> axes = new ArrayList<>(List.of(presentations(), neuroids(file)));
      if (timed) {
        axes.add(times());
      }
      return new MemoryAssembly(table.where(), new NeuroidAssembly("", "", axes), values);
    }

    private Axis presentations() {
      int[] rows = firstRows.stream().mapToInt(row -> row).toArray();
      Map<String, Column> columns = new LinkedHashMap<>();
      table.columns(values()).forEach((name, column) -> columns.put(name, column.select(rows)));
      if (columns.containsKey(NeuroidAssembly.OLD_STIMULUS)) {
        columns.putIfAbsent(NeuroidAssembly.STIMULUS, columns.get(NeuroidAssembly.OLD_STIMULUS));
      }
      Column stimuli = columns.get(NeuroidAssembly.STIMULUS);
      if (stimuli != null) {
        columns.putIfAbsent(NeuroidAssembly.REPETITION, Occurrences.of(stimuli.texts()));
      }
      return new Axis(Dimension.PRESENTATION, rows.length, columns);
    }

    private Axis neuroids(Path file) {
      List<String> ids = neuroids.stream().map(name -> name.substring(PREFIX.length())).toList();
      Map<String, Column> columns = new LinkedHashMap<>();
      columns.put(NeuroidAssembly.NEUROID, Column.Text.of(ids));
      Path beside = Sidecar.path(file, Dimension.NEUROID);
      if (Files.exists(beside)) {
        CsvTable more = CsvTable.read(beside);
        int[] rows = rows(ids, more);
        more.columns(Set.of(NeuroidAssembly.NEUROID))
            .forEach((name, column) -> columns.put(name, column.select(rows)));
      }
      return new Axis(Dimension.NEUROID, ids.size(), columns);
    }

    private static int[] rows(List<String> ids, CsvTable more) {
      List<String> known = more.texts(NeuroidAssembly.NEUROID);
      Set<String> missing = new TreeSet<>(ids);
      missing.removeAll(new HashSet<>(known));
      if (!missing.isEmpty() || new HashSet<>(known).size() < known.size()) {
        throw Refusal.of(
            more.where(),
            missing.isEmpty() ? "a neuroid twice" : "no row for " + Refusal.some(missing),
            "one row for each neuroid of the table beside it",
            "correct the column " + NeuroidAssembly.NEUROID);
      }
      return ids.stream().mapToInt(known::indexOf).toArray();
    }

    private Axis times() {
      Map<String, Column> columns = new LinkedHashMap<>();
      columns.put(
          NeuroidAssembly.BIN_START,
          new Column.Decimal(bins.stream().mapToDouble(TimeBin::start).toArray()));
      columns.put(
          NeuroidAssembly.BIN_END,
          new Column.Decimal(bins.stream().mapToDouble(TimeBin::end).toArray()));
      return new Axis(Dimension.TIME_BIN, bins.size(), columns);
    }
  }
}
