// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrograde.api.error.RetrogradeException;

/** Files that xarray, netCDF4, h5netcdf and h5py wrote ({@code assemblies/make.py}). */
final class NetcdfAssemblyTest {

  @TempDir private Path folder;

  private AssemblySource open(String name) {
    return NetcdfAssembly.open(Samples.assembly(folder, name));
  }

  @ParameterizedTest
  @CsvSource({
    "netcdf4-compressed.nc, made.neuroid-presentation-time_bin, 2",
    "netcdf4-plain.nc, made.presentation-time_bin-neuroid, 2",
    "h5netcdf-compressed.nc, made.time_bin-neuroid-presentation, 2",
    "h5netcdf-plain.nc, made.presentation-neuroid, 1"
  })
  void every_writer_and_order_of_axes_gives_the_same_values(String name, String id, int bins) {
    try (AssemblySource source = open(name)) {
      NeuroidAssembly assembly = source.assembly();
      assertThat(assembly.identifier()).isEqualTo(id);
      assertThat(assembly.stimulusSet()).isEqualTo("made.stimuli");
      assertThat(assembly.axes().stream().map(axis -> axis.dimension().label()).toList())
          .containsExactly(id.substring("made.".length()).split("-"));
      for (int p = 0; p < 5; p++) {
        for (int n = 0; n < 3; n++) {
          for (int t = 0; t < bins; t++) {
            assertThat(Samples.at(source, p, n, t)).isEqualTo(Samples.value(p, n, t));
          }
        }
      }
      double[] whole = source.read(Box.whole(assembly.shape()));
      assertThat(Arrays.stream(whole).sum()).isEqualTo(sum(bins));
    }
  }

  private static double sum(int bins) {
    double sum = 0;
    for (int p = 0; p < 5; p++) {
      for (int n = 0; n < 3; n++) {
        for (int t = 0; t < bins; t++) {
          sum += Samples.value(p, n, t);
        }
      }
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({"netcdf4-compressed.nc", "netcdf4-plain.nc", "h5netcdf-compressed.nc"})
  void columns_belong_to_their_axes_and_keep_their_types(String name) {
    try (AssemblySource source = open(name)) {
      Axis presentations = source.assembly().presentations();
      assertThat(presentations.columns().keySet())
          .containsExactlyInAnyOrder("stimulus_id", "repetition", "object_name", "correct", "rxy");
      assertThat(presentations.require("stimulus_id", "").texts()).isEqualTo(Samples.STIMULI);
      assertThat(presentations.require("repetition", "").texts())
          .containsExactly("0", "0", "0", "1", "1");
      assertThat(presentations.require("correct", "").texts())
          .containsExactly("True", "False", "True", "True", "False");
      assertThat(presentations.require("rxy", "").isMissing(2)).isTrue();
      assertThat(presentations.require("rxy", "").number(1)).isEqualTo(1.5);
      assertThat(source.assembly().neuroids().require("region", "").texts())
          .containsExactly("IT", "V4", "IT");
      assertThat(source.assembly().timeBins(""))
          .containsExactly(new TimeBin(70, 80), new TimeBin(80, 90));
    }
  }

  @Test
  void pieces_are_the_chunks_of_the_file() {
    try (AssemblySource chunked = open("netcdf4-compressed.nc");
        AssemblySource plain = open("netcdf4-plain.nc")) {
      assertThat(chunked.piece()).containsExactly(2, 2, 1);
      assertThat(plain.piece()).containsExactly(5, 2, 3);
    }
  }

  @Test
  void older_names_are_understood() {
    try (AssemblySource source = open("old-names.nc")) {
      assertThat(source.assembly().identifier()).isEmpty();
      Axis presentations = source.assembly().presentations();
      assertThat(presentations.require("stimulus_id", "").texts()).isEqualTo(Samples.STIMULI);
      assertThat(Samples.at(source, 4, 2, 1)).isEqualTo(Samples.value(4, 2, 1));
    }
  }

  @Test
  void one_bin_that_was_picked_keeps_its_times() {
    try (AssemblySource source = open("one-bin.nc")) {
      assertThat(source.assembly().timeBins("")).containsExactly(new TimeBin(80, 90));
      assertThat(source.piece()).containsExactly(3, 5, 1);
      assertThat(Samples.at(source, 3, 1, 0)).isEqualTo(Samples.value(3, 1, 1));
    }
  }

  @Test
  void fill_values_and_chunks_that_were_never_written_are_missing() {
    try (AssemblySource source = open("missing-values.nc")) {
      assertThat(Samples.at(source, 0, 1, 0)).isNaN();
      assertThat(Samples.at(source, 0, 1, 1)).isEqualTo(1001);
    }
    try (AssemblySource source = open("never-written.nc")) {
      assertThat(Samples.at(source, 3, 0, 1)).isEqualTo(31);
      assertThat(Samples.at(source, 3, 1, 1)).isNaN();
      assertThat(source.assembly().neuroids().require("neuroid_id", "").texts())
          .containsExactly("ab", "ü", "c");
    }
  }

  @Test
  void packed_values_are_unpacked() {
    try (AssemblySource source = open("types.nc")) {
      double[] values = source.read(Box.whole(source.assembly().shape()));
      assertThat(values).containsExactly(10, 10.5, 11, Double.NaN, 12, 9);
    }
  }

  @Test
  void columns_may_be_numbers_of_every_type() {
    try (AssemblySource source = open("types.nc")) {
      Axis axis = source.assembly().presentations();
      Map<String, String> largest =
          Map.ofEntries(
              Map.entry("i1", "127"),
              Map.entry("u1", "255"),
              Map.entry("i2", "32767"),
              Map.entry("u2", "65535"),
              Map.entry("i4", "2147483647"),
              Map.entry("u4", "4294967295"),
              Map.entry("i8", "9223372036854775807"),
              Map.entry("u8", "7"),
              Map.entry("f4", "2.5"),
              Map.entry("f8", "2.5"),
              Map.entry("big_i4", "2147483647"),
              Map.entry("big_f8", "2.5"),
              Map.entry("half", "2.5"));
      largest.forEach(
          (name, text) ->
              assertThat(axis.require(name, "").texts()).as(name).containsExactly("1", text, "0"));
      assertThat(axis.require("filled", "").texts()).containsExactly("1", "NaN", "3");
      assertThat(axis.require("packed", "").number(1)).isEqualTo(2 * 0.1);
      assertThat(axis.columns()).doesNotContainKeys("pairs", "square");
      assertThat(new Presentations(source.assembly(), new int[] {0, 1, 2}, "").stimuli())
          .containsExactly("1", "2", "3");
    }
  }

  @Test
  void values_in_a_header_and_values_that_were_never_written_are_read() {
    try (AssemblySource source = open("compact.nc")) {
      assertThat(Samples.at(source, 4, 2, 0)).isEqualTo(2040);
      assertThat(source.read(new Box(List.of(1, 1), List.of(2, 2))))
          .containsExactly(1010, 2010, 1020, 2020);
    }
    try (AssemblySource source = open("unwritten.nc")) {
      assertThat(source.read(Box.whole(source.assembly().shape()))).hasSize(15).containsOnly(-7);
    }
  }

  @Test
  void the_newest_layouts_are_read() {
    try (AssemblySource source = open("latest.nc")) {
      assertThat(Samples.at(source, 4, 2, 0)).isEqualTo(2040);
      Axis presentations = source.assembly().presentations();
      assertThat(presentations.require("stimulus_id", "").texts()).isEqualTo(Samples.STIMULI);
      assertThat(presentations.require("correct", "").texts().get(1)).isEqualTo("False");
      assertThat(presentations.require("code", "").texts()).contains("x", "yy", "zzz");
    }
  }

  @Test
  void what_is_no_assembly_says_what_it_lacks() {
    assertThatThrownBy(() -> open("no-stimulus.nc"))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("no-stimulus.nc")
        .hasMessageContaining("a column 'stimulus_id'");
    assertThatThrownBy(() -> open("other-axis.nc"))
        .hasMessageContaining("an axis 'electrode_time'")
        .hasMessageContaining("presentation, neuroid and perhaps time_bin");
    assertThatThrownBy(() -> open("without-dimensions.nc"))
        .hasMessageContaining("no names of its 2 axes");
    assertThatThrownBy(() -> open("binned.nwb")).hasMessageContaining("a variable 'data'");
    assertThatThrownBy(() -> open("two-arrays.nc")).hasMessageContaining("a variable 'data'");
  }

  @Test
  void the_only_array_of_responses_may_have_any_name() {
    try (AssemblySource source = open("any-name.nc")) {
      assertThat(Samples.at(source, 4, 2, 0)).isEqualTo(2040);
    }
  }

  @Test
  void compressions_that_cannot_be_undone_are_named() {
    Box one = new Box(List.of(0, 0), List.of(1, 1));
    try (AssemblySource source = open("scaleoffset.nc")) {
      assertThatThrownBy(() -> source.read(one))
          .isInstanceOf(RetrogradeException.class)
          .hasMessageContaining("scaleoffset.nc: /data")
          .hasMessageContaining("name='scaleoffset'");
    }
    try (AssemblySource source = open("lz4.nc")) {
      assertThatThrownBy(() -> source.read(one))
          .isInstanceOf(RetrogradeException.class)
          .hasMessageContaining("compression 'lz4'")
          .hasMessageContaining("zlib=True");
    }
    try (AssemblySource source = open("lzf.nc")) {
      assertThat(Samples.at(source, 4, 2, 0)).isEqualTo(2040);
    }
  }

  @Test
  void truncated_and_foreign_files_are_refused() throws IOException {
    Path whole = Samples.assembly(folder, "netcdf4-plain.nc");
    byte[] bytes = Files.readAllBytes(whole);
    Path half = Files.write(folder.resolve("half.nc"), Arrays.copyOf(bytes, bytes.length - 100));
    assertThatThrownBy(() -> NetcdfAssembly.open(half))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("half.nc")
        .hasMessageContaining("truncated");
    Path text = Files.writeString(folder.resolve("text.nc"), "no HDF5");
    assertThatThrownBy(() -> NetcdfAssembly.open(text))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("a file of 7 bytes that is no HDF5");
    // HDF5 may begin after what somebody else keeps there.
    byte[] later = new byte[1024 + bytes.length];
    System.arraycopy(bytes, 0, later, 1024, bytes.length);
    Path shifted = Files.write(folder.resolve("shifted.nc"), later);
    assertThatThrownBy(() -> NetcdfAssembly.open(shifted))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("HDF5 that cannot be read");
    assertThatThrownBy(() -> NetcdfAssembly.open(folder.resolve("none.nc")))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> NetcdfAssembly.open(folder))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("no readable file");
    byte[] damaged = bytes.clone();
    Arrays.fill(damaged, 600, bytes.length - 600, (byte) 0);
    Path zeros = Files.write(folder.resolve("zeros.nc"), damaged);
    assertThatThrownBy(() -> NetcdfAssembly.open(zeros)).isInstanceOf(RetrogradeException.class);
  }
}
