// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The committed files, and what their writer put into them. */
final class Samples {

  static final List<String> STIMULI = List.of("img10", "img2", "größe", "img10", "img2");

  private Samples() {}

  static Path file(Path folder, String name) {
    Path copy = folder.resolve(Path.of(name).getFileName().toString());
    try (InputStream in = Samples.class.getResourceAsStream("/" + name)) {
      Files.copy(in, copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return copy;
  }

  static Path assembly(Path folder, String name) {
    return file(folder, "assemblies/" + name);
  }

  /** The value that {@code make.py} gives a place. */
  static double value(int presentation, int neuroid, int bin) {
    return 1000.0 * neuroid + 10 * presentation + bin;
  }

  /** A place's value, whatever the order of the axes. */
  static double at(AssemblySource source, int presentation, int neuroid, int bin) {
    List<Integer> place =
        source.assembly().axes().stream()
            .map(
                axis ->
                    switch (axis.dimension()) {
                      case PRESENTATION -> presentation;
                      case NEUROID -> neuroid;
                      case TIME_BIN -> bin;
                    })
            .toList();
    return source.read(new Box(place, place.stream().map(n -> 1).toList()))[0];
  }

  /** An assembly in memory: presentations of three neuroids in two bins. */
  static MemoryAssembly memory(List<String> stimuli, Map<String, Column> columns) {
    Map<String, Column> all = new LinkedHashMap<>();
    all.put("stimulus_id", Column.Text.of(stimuli));
    all.putAll(columns);
    int presentations = stimuli.size();
    double[] values = new double[3 * presentations * 2];
    for (int n = 0; n < 3; n++) {
      for (int p = 0; p < presentations; p++) {
        for (int t = 0; t < 2; t++) {
          values[(n * presentations + p) * 2 + t] = value(p, n, t);
        }
      }
    }
    Map<String, Column> neuroids = new LinkedHashMap<>();
    neuroids.put("neuroid_id", Column.Text.of(List.of("a", "b", "c")));
    neuroids.put("region", Column.Text.of(List.of("IT", "V4", "IT")));
    Map<String, Column> bins = new LinkedHashMap<>();
    bins.put("time_bin_start", new Column.Whole(70, 80));
    bins.put("time_bin_end", new Column.Whole(80, 90));
    NeuroidAssembly assembly =
        new NeuroidAssembly(
            "made",
            "made.stimuli",
            List.of(
                new Axis(Dimension.NEUROID, 3, neuroids),
                new Axis(Dimension.PRESENTATION, presentations, all),
                new Axis(Dimension.TIME_BIN, 2, bins)));
    return new MemoryAssembly("memory", assembly, values);
  }
}
