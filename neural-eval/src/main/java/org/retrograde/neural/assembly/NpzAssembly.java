// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.arrays.NpyHeader;
import org.retrograde.arrays.NpyType;
import org.retrograde.arrays.NpzFile;

/**
 * An assembly that NumPy wrote: an array {@code data}, and for every column an array {@code
 * dimension.name} such as {@code presentation.stimulus_id}. The array {@code dims} names the axes
 * of {@code data}; without it they are presentation, neuroid and, if there are three, time_bin.
 * Columns may be in a table {@code name.dimension.csv} beside the file too. Texts {@code
 * identifier} and {@code stimulus_set_identifier} may be there.
 */
public final class NpzAssembly implements AssemblySource {

  private static final String DATA = "data";

  private final Path file;
  private final NpzFile npz;
  private final NeuroidAssembly assembly;

  private NpzAssembly(Path file, NpzFile npz) {
    this.file = file;
    this.npz = npz;
    NpyHeader header = npz.arrays().get(DATA);
    if (header == null || !npz.type(DATA).isNumber()) {
      throw Refusal.of(
          where(),
          "the arrays " + Refusal.some(npz.arrays().keySet()),
          "an array '" + DATA + "' of numbers",
          "write the values under this name with numpy.savez");
    }
    List<String> names = dimensions(header.shape().size());
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      axes.add(axis(names.get(i), Math.toIntExact(header.shape().get(i))));
    }
    axes.forEach(
        axis -> {
          if (axis.dimension() == Dimension.PRESENTATION) {
            axis.require(NeuroidAssembly.STIMULUS, where());
          }
        });
    assembly = new NeuroidAssembly(text("identifier"), text("stimulus_set_identifier"), axes);
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @return the assembly, to be closed
   * @throws RetrogradeException if it is missing, truncated or no assembly
   */
  @SuppressWarnings("resource") // What is opened is closed by close().
  public static NpzAssembly open(Path file) {
    NpzFile npz = NpzFile.open(file);
    try {
      return new NpzAssembly(file, npz);
    } catch (RetrogradeException e) {
      npz.close();
      throw e;
    }
  }

  @Override
  public NeuroidAssembly assembly() {
    return assembly;
  }

  @Override
  public String where() {
    return file.toString();
  }

  @Override
  public List<Integer> piece() {
    return new Ranges(assembly.shape()).piece();
  }

  @Override
  public double[] read(Box box) {
    double[] part = new double[box.size()];
    new Ranges(assembly.shape())
        .read(
            box,
            (first, rows, wanted) -> {
              double[] read = npz.numbers(DATA, first, rows.size());
              Runs.copy(
                  rows,
                  box,
                  wanted,
                  (source, target, count) -> System.arraycopy(read, source, part, target, count));
            });
    return part;
  }

  @Override
  public void close() {
    npz.close();
  }

  private String text(String name) {
    return npz.arrays().containsKey(name) ? npz.texts(name).get(0) : "";
  }

  private List<String> dimensions(int rank) {
    List<String> names =
        npz.arrays().containsKey("dims")
            ? npz.texts("dims")
            : Stream.of(Dimension.values()).map(Dimension::label).limit(rank).toList();
    List<String> known = Stream.of(Dimension.values()).map(Dimension::label).toList();
    boolean each = names.stream().distinct().count() == rank && known.containsAll(names);
    if (names.size() != rank || !each || !names.containsAll(known.subList(0, 2))) {
      throw Refusal.of(
          where(),
          "the axes " + names + " for data with " + rank,
          "presentation, neuroid and perhaps time_bin, one name for each axis",
          "write an array 'dims' of the names in the order of the axes");
    }
    return names;
  }

  private Axis axis(String name, int length) {
    Dimension dimension =
        Stream.of(Dimension.values()).filter(d -> d.label().equals(name)).findFirst().orElseThrow();
    if (length == 0) {
      throw Refusal.of(where(), "an empty axis " + name, "a length of 1 or more", "fill it");
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    npz.arrays()
        .forEach(
            (array, header) -> {
              if (array.startsWith(name + ".")) {
                String column = array.substring(name.length() + 1);
                columns.put(column, column(array, header, dimension, length));
              }
            });
    columns.putAll(Sidecar.columns(file, dimension, length));
    if (dimension == Dimension.PRESENTATION && columns.containsKey(NeuroidAssembly.OLD_STIMULUS)) {
      columns.putIfAbsent(NeuroidAssembly.STIMULUS, columns.get(NeuroidAssembly.OLD_STIMULUS));
    }
    return new Axis(dimension, length, columns);
  }

  private Column column(String array, NpyHeader header, Dimension dimension, int length) {
    if (!header.shape().equals(List.of((long) length))) {
      throw Refusal.of(
          where() + ": " + array,
          "the shape " + header.shape(),
          "[" + length + "], one value for each " + dimension.label(),
          "correct the array, or say the order of the axes in an array 'dims'");
    }
    NpyType type = npz.type(array);
    if (type.isText()) {
      return Column.Text.of(npz.texts(array));
    }
    if (!type.isWhole()) {
      return new Column.Decimal(npz.numbers(array, 0, length));
    }
    long[] wholes = npz.wholes(array);
    if (!type.isFlag()) {
      return new Column.Whole(wholes);
    }
    boolean[] flags = new boolean[length];
    for (int i = 0; i < length; i++) {
      flags[i] = wholes[i] != 0;
    }
    return new Column.Flag(flags);
  }
}
