// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import io.jhdf.api.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An assembly in netCDF-4 as BrainIO keeps it: one variable {@code data} (or {@code
 * __xarray_dataarray_variable__}, or of any name if it is the only one) along presentations,
 * neuroids and perhaps time bins in any order, and any number of variables along one of these,
 * which are its columns.
 */
public final class NetcdfAssembly {

  private static final List<String> DATA = List.of("data", "__xarray_dataarray_variable__");

  private static final List<String> NEEDED =
      List.of(Dimension.PRESENTATION.label(), Dimension.NEUROID.label());

  private static final String PHANTOM = "This is a netCDF dimension but not a netCDF variable";

  private final HdfInput input;
  private final HdfArray data;
  private final NeuroidAssembly assembly;

  private NetcdfAssembly(HdfInput input) {
    this.input = input;
    Map<String, HdfArray> arrays = input.arrays(input.root());
    Map<Long, String> scales = new HashMap<>();
    arrays.forEach((name, array) -> scales.put(array.dataset().getAddress(), name));
    data = data(arrays, scales);
    List<String> dimensions = axes(data, scales);
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < dimensions.size(); i++) {
      axes.add(axis(dimensions.get(i), data.shape().get(i), columns(arrays, scales)));
    }
    assembly =
        new NeuroidAssembly(
            named("identifier"), named("stimulus_set_identifier"), checked(axes, arrays));
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @return the assembly, to be closed
   * @throws org.retrograde.api.error.RetrogradeException if it is missing, truncated, no netCDF-4
   *     file, or no assembly
   */
  public static AssemblySource open(Path file) {
    return HdfSource.open(
        file,
        input -> {
          NetcdfAssembly read = new NetcdfAssembly(input);
          return new HdfSource(input, read.data, read.assembly);
        });
  }

  private String named(String attribute) {
    return Stream.of(input.root(), (Node) data.dataset())
        .flatMap(node -> input.text(node, attribute).stream())
        .findFirst()
        .orElse("");
  }

  /** By its usual name, else the only array of neuroids' responses to presentations. */
  private HdfArray data(Map<String, HdfArray> arrays, Map<Long, String> scales) {
    Optional<HdfArray> usual =
        DATA.stream().filter(arrays::containsKey).map(arrays::get).findFirst();
    if (usual.isPresent()) {
      return usual.get();
    }
    List<HdfArray> responses =
        arrays.values().stream().filter(array -> axes(array, scales).containsAll(NEEDED)).toList();
    if (responses.size() != 1) {
      throw Refusal.of(
          input.where(),
          "the variables " + Refusal.some(arrays.keySet()),
          "a variable '"
              + DATA.get(0)
              + "' with the values, or only one along "
              + String.join(" and ", NEEDED),
          "name the array 'data' before writing it with xarray");
    }
    return responses.get(0);
  }

  /** The names of an array's axes: the lists of references to scales say them, never lengths. */
  private List<String> axes(HdfArray array, Map<Long, String> scales) {
    Object lists = input.attribute(array.dataset(), "DIMENSION_LIST").orElse(new Object[0]);
    List<String> names = new ArrayList<>();
    for (Object list : (Object[]) lists) {
      boolean known = list instanceof long[] references && references.length > 0;
      names.add(known ? scales.getOrDefault(((long[]) list)[0], "?") : "?");
    }
    if (array == data && names.size() != array.shape().size()) {
      throw Refusal.of(
          array.where(),
          "no names of its " + array.shape().size() + " axes (no DIMENSION_LIST)",
          "netCDF-4 with named dimensions",
          "write the file with xarray's to_netcdf and not with h5py alone");
    }
    return names;
  }

  private Axis axis(String name, int length, Map<String, Map<String, Column>> columns) {
    Dimension dimension =
        Stream.of(Dimension.values())
            .filter(known -> known.label().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    Refusal.of(
                        data.where(),
                        "an axis '" + name + "'",
                        "presentation, neuroid and perhaps time_bin",
                        "rename the dimension or select one of its places"));
    if (length == 0) {
      throw Refusal.of(data.where(), "an empty axis " + name, "a length of 1 or more", "fill it");
    }
    return new Axis(dimension, length, columns.getOrDefault(name, Map.of()));
  }

  /** All variables of one axis, by that axis. */
  private Map<String, Map<String, Column>> columns(
      Map<String, HdfArray> arrays, Map<Long, String> scales) {
    HdfColumns reader = new HdfColumns(input);
    Map<String, Map<String, Column>> columns = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          boolean one = array.shape().size() == 1 || reader.isCharacters(array);
          if (array != data && one && !isPhantom(array)) {
            List<String> axes = axes(array, scales);
            reader
                .read(array)
                .ifPresent(
                    column ->
                        columns
                            .computeIfAbsent(
                                axes.isEmpty() ? name : axes.get(0), key -> new LinkedHashMap<>())
                            .put(name, column));
          }
        });
    return columns;
  }

  private boolean isPhantom(HdfArray array) {
    return input.text(array.dataset(), "NAME").filter(n -> n.startsWith(PHANTOM)).isPresent();
  }

  private List<Axis> checked(List<Axis> axes, Map<String, HdfArray> arrays) {
    List<Axis> checked = new ArrayList<>();
    for (Axis axis : axes) {
      checked.add(axis.dimension() == Dimension.PRESENTATION ? renamed(axis) : axis);
    }
    for (Dimension needed : List.of(Dimension.PRESENTATION, Dimension.NEUROID)) {
      if (axes.stream().noneMatch(axis -> axis.dimension() == needed)) {
        throw Refusal.of(
            data.where(),
            "the axes " + axes.stream().map(axis -> axis.dimension().label()).toList(),
            "presentation and neuroid",
            "rename the dimensions");
      }
    }
    scalarBin(axes, arrays).ifPresent(checked::add);
    return checked;
  }

  /** Old files say image_id; both names may be there. */
  private Axis renamed(Axis axis) {
    Optional<Column> old = axis.column(NeuroidAssembly.OLD_STIMULUS);
    if (axis.column(NeuroidAssembly.STIMULUS).isPresent() || old.isEmpty()) {
      axis.require(NeuroidAssembly.STIMULUS, input.where());
      return axis;
    }
    return axis.with(Map.of(NeuroidAssembly.STIMULUS, old.get()));
  }

  /** The one bin that is left where somebody has picked it. */
  private Optional<Axis> scalarBin(List<Axis> axes, Map<String, HdfArray> arrays) {
    HdfArray start = arrays.get(NeuroidAssembly.BIN_START);
    HdfArray end = arrays.get(NeuroidAssembly.BIN_END);
    boolean has = axes.stream().anyMatch(axis -> axis.dimension() == Dimension.TIME_BIN);
    if (has || start == null || end == null || !start.shape().isEmpty()) {
      return Optional.empty();
    }
    Map<String, Column> columns =
        Map.of(
            NeuroidAssembly.BIN_START, new Column.Decimal(start.numbers()),
            NeuroidAssembly.BIN_END, new Column.Decimal(end.numbers()));
    return Optional.of(new Axis(Dimension.TIME_BIN, 1, columns));
  }
}
