// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Spike counts in Neurodata Without Borders: the first object of the type {@code
 * BinnedAlignedSpikes} (extension ndx-binned-spikes) below {@code /processing}, an array {@code
 * [units, events, bins]}. Conditions are stimuli, units neuroids; repetitions are numbered in the
 * order of the events.
 */
public final class NwbAssembly {

  private static final String TYPE = "BinnedAlignedSpikes";

  private final HdfInput input;
  private final HdfArray data;
  private final NeuroidAssembly assembly;

  private NwbAssembly(HdfInput input) {
    this.input = input;
    Group spikes =
        input
            .group(input.root(), "processing")
            .flatMap(this::find)
            .orElseThrow(
                () ->
                    Refusal.of(
                        input.where(),
                        "no " + TYPE + " below /processing",
                        "an NWB file with spikes in bins",
                        "add them with ndx-binned-spikes, or convert the file to netCDF"));
    Map<String, HdfArray> arrays = input.arrays(spikes);
    data = require(arrays, "data", spikes);
    if (data.shape().size() != 3) {
      throw Refusal.of(
          data.where(), "the shape " + data.shape(), "[units, events, bins]", "correct the file");
    }
    assembly =
        new NeuroidAssembly(
            identifier(),
            "",
            List.of(
                neuroids(arrays, data.shape().get(0)),
                events(arrays, spikes, data.shape().get(1)),
                times(spikes, data.shape().get(2))));
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @return the assembly, to be closed
   * @throws org.retrograde.api.error.RetrogradeException if it is missing, truncated, or has no
   *     spikes in bins
   */
  public static AssemblySource open(Path file) {
    return HdfSource.open(
        file,
        input -> {
          NwbAssembly read = new NwbAssembly(input);
          return new HdfSource(input, read.data, read.assembly);
        });
  }

  private Optional<Group> find(Group parent) {
    if (input.text(parent, "neurodata_type").filter(TYPE::equals).isPresent()) {
      return Optional.of(parent);
    }
    return parent.getChildren().values().stream()
        .filter(Group.class::isInstance)
        .flatMap(child -> find((Group) child).stream())
        .findFirst();
  }

  private HdfArray require(Map<String, HdfArray> arrays, String name, Node parent) {
    HdfArray array = arrays.get(name);
    if (array == null) {
      throw Refusal.of(
          input.where() + ": " + parent.getPath(),
          "the datasets " + arrays.keySet(),
          "a dataset '" + name + "'",
          "add it, or convert the file to netCDF");
    }
    return array;
  }

  private String identifier() {
    HdfArray array = input.arrays(input.root()).get("identifier");
    return array == null
        ? ""
        : new HdfColumns(input).read(array).map(column -> column.text(0)).orElse("");
  }

  private Axis events(Map<String, HdfArray> arrays, Group spikes, int length) {
    HdfColumns reader = new HdfColumns(input);
    Column indices = reader.read(require(arrays, "condition_indices", spikes)).orElseThrow();
    Optional<Column> labels =
        Optional.ofNullable(arrays.get("condition_labels")).flatMap(reader::read);
    List<String> stimuli =
        IntStream.range(0, indices.size())
            .mapToObj(i -> labels.map(l -> l.text((int) indices.number(i))).orElse(indices.text(i)))
            .toList();
    if (stimuli.size() != length) {
      throw Refusal.of(
          data.where(),
          length + " events and " + stimuli.size() + " condition_indices",
          "one index for each event",
          "correct the file");
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put(NeuroidAssembly.STIMULUS, Column.Text.of(stimuli));
    columns.put(NeuroidAssembly.REPETITION, Occurrences.of(stimuli));
    return new Axis(Dimension.PRESENTATION, length, columns);
  }

  private Axis neuroids(Map<String, HdfArray> arrays, int length) {
    Map<String, HdfArray> units =
        input.group(input.root(), "units").map(input::arrays).orElse(Map.of());
    int[] rows =
        Stream.of("units_region", "units")
            .flatMap(name -> Optional.ofNullable(arrays.get(name)).stream())
            .findFirst()
            .map(array -> DoubleStream.of(array.numbers()).mapToInt(row -> (int) row).toArray())
            .orElseGet(() -> IntStream.range(0, length).toArray());
    Map<String, Column> columns = new LinkedHashMap<>();
    for (Map.Entry<String, Column> column : table(units).entrySet()) {
      columns.put(column.getKey(), column.getValue().select(rows));
    }
    Column names =
        Stream.of("unit_name", "id")
            .flatMap(name -> Optional.ofNullable(columns.get(name)).stream())
            .findFirst()
            .orElseGet(() -> new Column.Whole(IntStream.of(rows).asLongStream().toArray()));
    columns.put(NeuroidAssembly.NEUROID, Column.Text.of(names.texts()));
    return new Axis(Dimension.NEUROID, length, columns);
  }

  /** The columns with one value a unit: as long as the table, and not ragged. */
  private Map<String, Column> table(Map<String, HdfArray> units) {
    HdfColumns reader = new HdfColumns(input);
    Map<String, Column> columns = new LinkedHashMap<>();
    HdfArray ids = units.get("id");
    units.forEach(
        (name, array) -> {
          boolean plain =
              ids != null
                  && array.shape().equals(ids.shape())
                  && !name.endsWith("_index")
                  && !units.containsKey(name + "_index");
          if (plain) {
            reader.read(array).ifPresent(column -> columns.put(name, column));
          }
        });
    return columns;
  }

  private Axis times(Group spikes, int length) {
    double width =
        either(spikes, "bin_width_in_ms", "bin_width_in_milliseconds")
            .filter(found -> found > 0)
            .orElseThrow(
                () ->
                    Refusal.of(
                        input.where() + ": " + spikes.getPath(),
                        "no attribute bin_width_in_ms above 0",
                        "the width of a bin",
                        "add the attribute"));
    double offset =
        either(spikes, "event_to_bin_offset_in_ms", "milliseconds_from_event_to_first_bin")
            .orElse(0.0);
    List<Double> edges = new ArrayList<>();
    IntStream.rangeClosed(0, length).forEach(i -> edges.add(offset + i * width));
    double[] all = edges.stream().mapToDouble(edge -> edge).toArray();
    return new Axis(
        Dimension.TIME_BIN,
        length,
        Map.of(
            NeuroidAssembly.BIN_START,
            new Column.Decimal(java.util.Arrays.copyOfRange(all, 0, length)),
            NeuroidAssembly.BIN_END,
            new Column.Decimal(java.util.Arrays.copyOfRange(all, 1, length + 1))));
  }

  private Optional<Double> either(Group spikes, String name, String old) {
    return input.number(spikes, name).or(() -> input.number(spikes, old));
  }
}
