// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrograde.api.error.RetrogradeException;

final class AssemblyWriterTest {

  private static final String SCRIPT =
      """
      import sys
      try:
        import xarray, netCDF4, h5netcdf
      except ImportError:
        print('missing'); sys.exit()
      for engine in ('netcdf4', 'h5netcdf'):
        d = xarray.open_dataset(sys.argv[1], engine=engine)
        a = d['data'].load()
        print(d.attrs['identifier'], d.attrs['stimulus_set_identifier'], a.dims, a.dtype,
              sorted(a.coords), list(a['stimulus_id'].values), a['novel'].dtype,
              float(a.sum()), float(a[2, 1, 1]), list(a['pose'].values))
      """;

  @TempDir private Path folder;

  private static MemoryAssembly sample() {
    return Samples.memory(
        List.of("img10", "größe", "img10"),
        Map.of(
            "novel", new Column.Flag(true, false, true),
            "pose", new Column.Decimal(0.5, Double.NaN, 0.25),
            "repetition", new Column.Whole(0, 0, 1)));
  }

  private Path written() {
    Path path = folder.resolve("written.nc");
    try (MemoryAssembly source = sample();
        AssemblyWriter writer = AssemblyWriter.create(path, source.assembly())) {
      double[] values = source.read(Box.whole(source.assembly().shape()));
      for (double value : values) {
        assertThat(path).doesNotExist();
        writer.append(value);
      }
      writer.commit();
    }
    return path;
  }

  @Test
  void what_was_written_is_read() {
    try (AssemblySource read = NetcdfAssembly.open(written());
        MemoryAssembly source = sample()) {
      assertThat(read.assembly().identifier()).isEqualTo("made");
      assertThat(read.assembly().stimulusSet()).isEqualTo("made.stimuli");
      assertThat(read.assembly().shape()).containsExactly(3, 3, 2);
      for (int i = 0; i < 3; i++) {
        Axis before = source.assembly().axes().get(i);
        Axis after = read.assembly().axes().get(i);
        assertThat(after.columns().keySet()).hasSameElementsAs(before.columns().keySet());
        before
            .columns()
            .forEach(
                (name, column) -> {
                  assertThat(after.require(name, "").texts()).isEqualTo(column.texts());
                  assertThat(after.require(name, "")).hasSameClassAs(column);
                });
      }
      assertThat(read.read(Box.whole(read.assembly().shape())))
          .containsExactly(source.read(Box.whole(source.assembly().shape())));
    }
  }

  @Test
  void xarray_reads_it_with_both_of_its_engines() throws IOException, InterruptedException {
    String output = python(written().toString());
    assumeTrue(!output.equals("missing"), "needs Python with xarray, netCDF4 and h5netcdf");
    String line =
        "made made.stimuli ('neuroid', 'presentation', 'time_bin') float32 "
            + "['neuroid_id', 'novel', 'pose', 'region', 'repetition', 'stimulus_id', "
            + "'time_bin_end', 'time_bin_start'] ['img10', 'größe', 'img10'] bool "
            + "18189.0 2011.0 [0.5, nan, 0.25]";
    assertThat(output.lines()).containsExactly(line, line);
  }

  private static String python(String file) throws IOException, InterruptedException {
    for (String command : List.of("/usr/bin/python3", "python3")) {
      try {
        Process process =
            new ProcessBuilder(command, "-X", "utf8", "-c", SCRIPT, file)
                .redirectErrorStream(true)
                .start();
        String output =
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        if (!output.equals("missing")) {
          return output;
        }
      } catch (IOException e) {
        // No such command: the next one, or none.
      }
    }
    return "missing";
  }

  @Test
  void a_file_that_is_not_whole_does_not_appear() throws IOException {
    Path path = folder.resolve("part.nc");
    try (MemoryAssembly source = sample();
        AssemblyWriter writer = AssemblyWriter.create(path, source.assembly())) {
      writer.append(1, 2);
      assertThatThrownBy(writer::commit).hasMessageContaining("'data' has 2 of 18 values");
    }
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void columns_need_names_that_netcdf_can_have() {
    Path path = folder.resolve("bad.nc");
    for (String name : List.of("neuroid_id", "data", "a b", "a/b", " ", "time_bin")) {
      try (MemoryAssembly source =
          Samples.memory(List.of("a"), Map.of(name, new Column.Whole(1)))) {
        assertThatThrownBy(() -> AssemblyWriter.create(path, source.assembly()))
            .isInstanceOf(RetrogradeException.class)
            .hasMessageContaining("a column '" + name + "'");
      }
    }
  }

  @Test
  void names_that_are_not_known_are_left_out() {
    Path path = folder.resolve("nameless.nc");
    NeuroidAssembly nameless =
        new NeuroidAssembly(
            "",
            "",
            List.of(
                new Axis(
                    Dimension.PRESENTATION, 1, Map.of("stimulus_id", Column.Text.of(List.of("")))),
                new Axis(Dimension.NEUROID, 1, Map.of())));
    try (AssemblyWriter writer = AssemblyWriter.create(path, nameless)) {
      writer.append(5);
      writer.commit();
    }
    try (AssemblySource read = NetcdfAssembly.open(path)) {
      assertThat(read.assembly().identifier()).isEmpty();
      assertThat(Samples.at(read, 0, 0, 0)).isEqualTo(5);
    }
  }
}
