// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.retrograde.arrays.ArrayFile;
import org.retrograde.arrays.ArraySpec;
import org.retrograde.arrays.ElementType;
import org.retrograde.arrays.NetcdfFormat;

/**
 * Writes an assembly in netCDF-4 as BrainIO keeps it, value by value, so that it need not fit into
 * memory. The file appears when it is whole.
 *
 * <p>Texts are characters with an axis of their own, which xarray and netCDF4 make into texts.
 */
public final class AssemblyWriter implements AutoCloseable {

  private static final String DATA = "data";

  private final ArrayFile file;
  private final NeuroidAssembly assembly;

  private AssemblyWriter(ArrayFile file, NeuroidAssembly assembly) {
    this.file = file;
    this.assembly = assembly;
  }

  /**
   * Begins a file.
   *
   * @param path the file, replaced if it exists
   * @param assembly what it holds
   * @return the file, to be filled, committed and closed
   * @throws org.retrograde.api.error.RetrogradeException if it cannot be written, or a column has a
   *     name that another one or a dimension has
   */
  public static AssemblyWriter create(Path path, NeuroidAssembly assembly) {
    requireNames(path, assembly);
    List<ArraySpec> arrays = new ArrayList<>();
    Map<String, Map<String, String>> attributes = new LinkedHashMap<>();
    List<String> dimensions =
        assembly.axes().stream().map(axis -> axis.dimension().label()).toList();
    List<Long> shape = assembly.shape().stream().map(Integer::longValue).toList();
    arrays.add(new ArraySpec(DATA, ElementType.FLOAT32, shape, dimensions, ""));
    List<String> names = new ArrayList<>();
    for (Axis axis : assembly.axes()) {
      axis.columns()
          .forEach(
              (name, column) -> {
                names.add(name);
                arrays.add(spec(axis, name, column));
                if (column instanceof Column.Flag) {
                  attributes.put(name, Map.of("dtype", "bool"));
                }
              });
    }
    attributes.put(DATA, Map.of("coordinates", String.join(" ", names)));
    NetcdfFormat format = new NetcdfFormat(named(assembly), attributes);
    AssemblyWriter writer = new AssemblyWriter(ArrayFile.create(path, arrays, format), assembly);
    writer.appendColumns();
    return writer;
  }

  /**
   * Adds values.
   *
   * @param values the next ones, row-major in the order of the axes; kept as float32
   */
  public void append(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    file.append(DATA, floats);
  }

  /** Ends the file and gives it its name. */
  public void commit() {
    file.commit();
  }

  /** Closes the file; what was not committed is deleted. */
  @Override
  public void close() {
    file.close();
  }

  private static Map<String, String> named(NeuroidAssembly assembly) {
    Map<String, String> named = new LinkedHashMap<>();
    if (!assembly.identifier().isEmpty()) {
      named.put("identifier", assembly.identifier());
    }
    if (!assembly.stimulusSet().isEmpty()) {
      named.put("stimulus_set_identifier", assembly.stimulusSet());
    }
    return named;
  }

  private static ArraySpec spec(Axis axis, String name, Column column) {
    return new ArraySpec(
        name, type(column), List.of((long) axis.length()), List.of(axis.dimension().label()), "");
  }

  private static ElementType type(Column column) {
    if (column instanceof Column.Whole) {
      return ElementType.INT64;
    }
    if (column instanceof Column.Decimal) {
      return ElementType.FLOAT64;
    }
    if (column instanceof Column.Flag) {
      return ElementType.UINT8;
    }
    int longest = 1;
    for (int i = 0; i < column.size(); i++) {
      longest = Math.max(longest, column.text(i).getBytes(StandardCharsets.UTF_8).length);
    }
    return ElementType.text(longest);
  }

  private void appendColumns() {
    assembly.axes().forEach(axis -> axis.columns().forEach(this::appendColumn));
  }

  private void appendColumn(String name, Column column) {
    int size = column.size();
    if (column instanceof Column.Whole whole) {
      long[] values = new long[size];
      for (int i = 0; i < size; i++) {
        values[i] = whole.whole(i);
      }
      file.append(name, values);
    } else if (column instanceof Column.Decimal decimal) {
      double[] values = new double[size];
      for (int i = 0; i < size; i++) {
        values[i] = decimal.number(i);
      }
      file.append(name, values);
    } else if (column instanceof Column.Flag flag) {
      byte[] values = new byte[size];
      for (int i = 0; i < size; i++) {
        values[i] = (byte) flag.number(i);
      }
      file.append(name, values);
    } else {
      file.append(name, column.texts());
    }
  }

  private static void requireNames(Path path, NeuroidAssembly assembly) {
    Set<String> taken = new HashSet<>(Set.of(DATA));
    for (Dimension dimension : Dimension.values()) {
      taken.add(dimension.label());
    }
    for (Axis axis : assembly.axes()) {
      for (String name : axis.columns().keySet()) {
        if (!taken.add(name) || name.isBlank() || name.matches(".*[/\\s].*")) {
          throw Refusal.of(
              path.toString(),
              "a column '" + name + "' along " + axis.dimension().label(),
              "names without blanks and slashes that nothing else in the file has",
              "rename the column");
        }
      }
    }
  }
}
