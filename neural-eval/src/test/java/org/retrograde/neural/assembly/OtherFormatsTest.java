// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.arrays.ArrayFile;
import org.retrograde.arrays.ArraySpec;
import org.retrograde.arrays.ElementType;
import org.retrograde.arrays.NpyHeader;
import org.retrograde.arrays.NpzFormat;

/** Assemblies from NumPy, tables and NWB. */
final class OtherFormatsTest {

  @TempDir private Path folder;

  private Path table(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static ArraySpec numbers(String name, Long... shape) {
    List<String> axes = new ArrayList<>();
    for (int i = 0; i < shape.length; i++) {
      axes.add("axis" + i);
    }
    return new ArraySpec(name, ElementType.FLOAT32, List.of(shape), axes, "");
  }

  private static ArraySpec texts(String name, long length) {
    return new ArraySpec(name, ElementType.text(12), List.of(length), List.of("axis"), "");
  }

  private Path npz(List<ArraySpec> arrays, List<List<?>> values) {
    Path file = folder.resolve("a.npz");
    try (ArrayFile made = ArrayFile.create(file, arrays, new NpzFormat())) {
      for (int i = 0; i < arrays.size(); i++) {
        if (arrays.get(i).type().equals(ElementType.FLOAT32)) {
          float[] floats = new float[values.get(i).size()];
          for (int j = 0; j < floats.length; j++) {
            floats[j] = ((Number) values.get(i).get(j)).floatValue();
          }
          made.append(arrays.get(i).name(), floats);
        } else {
          made.append(arrays.get(i).name(), values.get(i).stream().map(String::valueOf).toList());
        }
      }
      made.commit();
    }
    return file;
  }

  @Test
  void numpy_arrays_make_an_assembly_in_any_order_of_axes() throws IOException {
    Path file =
        npz(
            List.of(
                numbers("data", 2L, 3L),
                texts("dims", 2),
                texts("presentation.image_id", 3),
                numbers("neuroid.depth", 2L),
                texts("identifier", 1)),
            List.of(
                List.of(0, 10, 20, 1000, 1010, 1020),
                List.of("neuroid", "presentation"),
                List.of("b", "a", "b"),
                List.of(0.5, 1.5),
                List.of("mine")));
    table("a.neuroid.csv", "neuroid_id,region,layer\nn1,IT,4\nn2,\"V4, dorsal\",5\n");
    try (AssemblySource source = Assemblies.open(file)) {
      NeuroidAssembly assembly = source.assembly();
      assertThat(assembly.identifier()).isEqualTo("mine");
      assertThat(assembly.presentations().require("stimulus_id", "").texts())
          .containsExactly("b", "a", "b");
      assertThat(assembly.neuroids().require("depth", "").number(1)).isEqualTo(1.5);
      assertThat(assembly.neuroids().require("region", "").texts())
          .containsExactly("IT", "V4, dorsal");
      assertThat(assembly.neuroids().require("layer", "")).isInstanceOf(Column.Whole.class);
      assertThat(Samples.at(source, 2, 1, 0)).isEqualTo(1020);
      assertThat(source.read(new Box(List.of(0, 1), List.of(2, 1)))).containsExactly(10, 1010);
      assertThat(assembly.timeBins("")).containsExactly(new TimeBin(Double.NaN, Double.NaN));
      AveragedAssembly averaged =
          new AssemblyAverage(source, Selection.all(assembly), List.of(), 1).average();
      assertThat(averaged.responses().get(0).values()).containsExactly(10, 1010, 10, 1010);
    }
  }

  @Test
  void whole_numbers_and_flags_of_numpy_stay_what_they_are() {
    Path file = folder.resolve("typed.npz");
    List<ArraySpec> arrays =
        List.of(
            numbers("data", 2L, 1L),
            texts("presentation.stimulus_id", 2),
            new ArraySpec(
                "presentation.repetition", ElementType.INT64, List.of(2L), List.of("x"), ""));
    try (ArrayFile made = ArrayFile.create(file, arrays, new NpzFormat())) {
      made.append("data", new float[] {1, 2});
      made.append("presentation.stimulus_id", List.of("a", "b"));
      made.append("presentation.repetition", new long[] {3, 4});
      made.commit();
    }
    try (AssemblySource source = NpzAssembly.open(file)) {
      assertThat(source.assembly().presentations().require("repetition", ""))
          .isInstanceOf(Column.Whole.class);
      assertThat(source.assembly().identifier()).isEmpty();
      assertThat(source.where()).endsWith("typed.npz");
    }
  }

  @Test
  void flags_of_numpy_stay_flags() throws IOException {
    Path file = folder.resolve("flags.npz");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      entry(zip, "data", "<i2", List.of(2L, 1L), 1, 0, 2, 0);
      entry(zip, "presentation.stimulus_id", "|S1", List.of(2L), 'a', 'b');
      entry(zip, "presentation.novel", "|b1", List.of(2L), 1, 0);
    }
    try (AssemblySource source = NpzAssembly.open(file)) {
      assertThat(source.assembly().presentations().require("novel", "").texts())
          .containsExactly("True", "False");
      assertThat(source.read(Box.whole(source.assembly().shape()))).containsExactly(1, 2);
      assertThat(source.piece()).containsExactly(2, 1);
    }
  }

  private static void entry(
      ZipOutputStream zip, String name, String type, List<Long> shape, int... bytes)
      throws IOException {
    zip.putNextEntry(new ZipEntry(name + ".npy"));
    zip.write(NpyHeader.encode(type, shape));
    for (int value : bytes) {
      zip.write(value);
    }
  }

  @Test
  void numpy_files_that_are_no_assembly_say_what_they_lack() throws IOException {
    assertThatThrownBy(
            () -> NpzAssembly.open(npz(List.of(texts("data", 1)), List.of(List.of("x")))))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("an array 'data' of numbers");
    List<Integer> two = List.of(1, 2);
    assertThatThrownBy(() -> NpzAssembly.open(npz(List.of(numbers("x", 2L)), List.of(two))))
        .hasMessageContaining("the arrays x");
    assertThatThrownBy(() -> NpzAssembly.open(npz(List.of(numbers("data", 2L)), List.of(two))))
        .hasMessageContaining("the axes [presentation] for data with 1");
    assertThatThrownBy(
            () ->
                NpzAssembly.open(
                    npz(
                        List.of(numbers("data", 2L, 1L), texts("dims", 2)),
                        List.of(two, List.of("presentation", "units")))))
        .hasMessageContaining("the axes [presentation, units]");
    assertThatThrownBy(() -> NpzAssembly.open(npz(List.of(numbers("data", 2L, 1L)), List.of(two))))
        .hasMessageContaining("a column 'stimulus_id'");
    assertThatThrownBy(
            () ->
                NpzAssembly.open(
                    npz(
                        List.of(numbers("data", 2L, 1L), texts("presentation.stimulus_id", 1)),
                        List.of(two, List.of("a")))))
        .hasMessageContaining("the shape [1]; expected [2]");
    assertThatThrownBy(
            () -> NpzAssembly.open(npz(List.of(numbers("data", 0L, 1L)), List.of(List.of()))))
        .hasMessageContaining("an empty axis presentation");
    Path file = npz(List.of(numbers("data", 2L, 1L)), List.of(two));
    table("a.presentation.csv", "stimulus_id\n1\n");
    assertThatThrownBy(() -> NpzAssembly.open(file))
        .hasMessageContaining("a.presentation.csv: found 1 rows; expected 2");
    Path other = table("a.txt", "");
    assertThatThrownBy(() -> Assemblies.open(other)).hasMessageContaining("unknown kind");
  }

  @Test
  void a_table_has_a_row_for_each_presentation() throws IOException {
    Path file =
        table(
            "t.csv",
            "\uFEFFstimulus_id,object_name,neuroid.n1,size,neuroid.n2\r\n"
                + "007,dog,1.5,3,\r\n008,\"a \"\"car\"\"\",2.5,,1e1\r\n\r\n007,dog,3,4.5,nan");
    table("t.neuroid.csv", "neuroid_id,region\nn2,V4\nn1,IT\n");
    try (AssemblySource source = Assemblies.open(file)) {
      Axis presentations = source.assembly().presentations();
      assertThat(presentations.require("stimulus_id", "").texts())
          .containsExactly("007", "008", "007");
      assertThat(presentations.require("repetition", "").texts()).containsExactly("0", "0", "1");
      assertThat(presentations.require("object_name", "").text(1)).isEqualTo("a \"car\"");
      assertThat(presentations.require("size", "").isMissing(1)).isTrue();
      assertThat(source.assembly().neuroids().require("region", "").texts())
          .containsExactly("IT", "V4");
      assertThat(source.read(Box.whole(source.assembly().shape())))
          .containsExactly(1.5, Double.NaN, 2.5, 10, 3, Double.NaN);
    }
  }

  @Test
  void a_table_may_have_a_row_for_each_time_bin() throws IOException {
    Path file =
        table(
            "t.csv",
            """
            image_id,repetition,time_bin_start,time_bin_end,neuroid.n1
            a,0,0,10,1
            a,1,0,10,2
            a,1,10,20,4
            a,0,10,20,3
            """);
    try (AssemblySource source = CsvAssembly.read(file)) {
      assertThat(source.assembly().timeBins(""))
          .containsExactly(new TimeBin(0, 10), new TimeBin(10, 20));
      assertThat(source.assembly().presentations().require("stimulus_id", "").texts())
          .containsExactly("a", "a");
      assertThat(source.read(Box.whole(source.assembly().shape()))).containsExactly(1, 3, 2, 4);
    }
  }

  @Test
  void tables_that_are_no_assembly_say_where() throws IOException {
    refuses("", "an empty file");
    refuses("stimulus_id,stimulus_id\n", "a name of its own");
    refuses("stimulus_id,neuroid.a\nx\n", "row 1: found 1 fields; expected 2");
    refuses("stimulus_id,a\nx,1\n", "a column neuroid.ID for each neuroid");
    refuses("stimulus_id,neuroid.a\n", "0 rows");
    refuses("stimulus,neuroid.a\nx,1\n", "a column 'stimulus_id'");
    refuses("stimulus_id,neuroid.a\nx,one\n", "row 1, column neuroid.a: found 'one'");
    String timed = "stimulus_id,time_bin_start,time_bin_end,neuroid.a\n";
    refuses(timed + "x,10,10,1\n", "row 1: found a time bin from 10.0 to 10.0 ms");
    refuses(timed + "x,0,10,1\nx,0,10,2\n", "row 2: found a second row");
    refuses(timed + "x,0,10,1\nx,10,20,2\ny,0,10,1\n", "a row for each of 2 time bins");
    table("bad.neuroid.csv", "neuroid_id,region\nb,IT\n");
    refuses("stimulus_id,neuroid.a\nx,1\n", "bad.neuroid.csv: found no row for a");
    table("bad.neuroid.csv", "neuroid_id,region\na,IT\na,IT\n");
    refuses("stimulus_id,neuroid.a\nx,1\n", "a neuroid twice");
  }

  @Test
  void tables_that_cannot_be_read_say_why() throws IOException {
    assertThatThrownBy(() -> CsvAssembly.read(folder.resolve("none.csv")))
        .hasMessageContaining("none.csv: found no such file; expected a table")
        .extracting(e -> ((RetrogradeException) e).kind())
        .isEqualTo(RetrogradeException.Kind.USAGE);
    Path latin = folder.resolve("latin.csv");
    Files.write(latin, "stimulus_id,neuroid.a\nfür,1\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> CsvAssembly.read(latin))
        .hasMessageContaining("latin.csv: found bytes that are no text in UTF-8")
        .hasMessageContaining("save the table again as UTF-8");
    assertThatThrownBy(() -> CsvAssembly.read(Files.createDirectory(folder.resolve("dir.csv"))))
        .hasMessageContaining("dir.csv: found no readable table")
        .hasMessageNotContaining("xarray");
  }

  private void refuses(String text, String message) throws IOException {
    Path file = table("bad.csv", text);
    assertThatThrownBy(() -> CsvAssembly.read(file))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining(message);
  }

  @Test
  void columns_of_tables_have_the_type_of_their_fields() {
    assertThat(CsvTable.column("x", List.of("1", "-20", "0"))).isInstanceOf(Column.Whole.class);
    assertThat(CsvTable.column("x", List.of("1", "", "nan", ".5", "-1.5e-3")))
        .isInstanceOf(Column.Decimal.class);
    assertThat(CsvTable.column("x", List.of("True", "False"))).isInstanceOf(Column.Flag.class);
    assertThat(CsvTable.column("x", List.of("1.5", "01.5"))).isInstanceOf(Column.Text.class);
    assertThat(CsvTable.column("x", List.of("", ""))).isInstanceOf(Column.Text.class);
    assertThat(CsvTable.column("neuroid_id", List.of("1"))).isInstanceOf(Column.Text.class);
    assertThat(CsvTable.column("x", List.of())).isInstanceOf(Column.Text.class);
  }

  @Test
  void spikes_in_bins_are_read_from_nwb() {
    Path file = Samples.assembly(folder, "binned.nwb");
    try (AssemblySource source = Assemblies.open(file)) {
      NeuroidAssembly assembly = source.assembly();
      assertThat(assembly.identifier()).isEqualTo("session-1");
      assertThat(assembly.presentations().require("stimulus_id", "").texts())
          .isEqualTo(Samples.STIMULI);
      assertThat(assembly.presentations().require("repetition", "").texts())
          .containsExactly("0", "0", "0", "1", "1");
      // The units' rows are 2, 0, 1.
      assertThat(assembly.neuroids().require("neuroid_id", "").texts())
          .containsExactly("c", "a", "b");
      assertThat(assembly.neuroids().require("id", "").texts()).containsExactly("9", "7", "8");
      assertThat(assembly.timeBins("")).containsExactly(new TimeBin(-20, -10), new TimeBin(-10, 0));
      assertThat(source.piece()).containsExactly(1, 5, 2);
      assertThat(Samples.at(source, 4, 2, 1)).isEqualTo(2041);
    }
    try (AssemblySource old = NwbAssembly.open(Samples.assembly(folder, "binned-old.nwb"))) {
      assertThat(old.assembly().timeBins("")).containsExactly(new TimeBin(0, 5));
      assertThat(old.assembly().presentations().require("stimulus_id", "").texts())
          .containsExactly("3", "4");
      assertThat(old.assembly().neuroids().require("neuroid_id", "").texts()).containsExactly("0");
      assertThat(old.assembly().identifier()).isEmpty();
    }
  }

  @Test
  void nwb_files_without_spikes_in_bins_are_refused() {
    assertThatThrownBy(() -> NwbAssembly.open(Samples.assembly(folder, "latest.nc")))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("no BinnedAlignedSpikes below /processing");
    assertThatThrownBy(() -> NwbAssembly.open(Samples.assembly(folder, "no-conditions.nwb")))
        .hasMessageContaining("a dataset 'condition_indices'");
    assertThatThrownBy(() -> NwbAssembly.open(Samples.assembly(folder, "no-width.nwb")))
        .hasMessageContaining("no attribute bin_width_in_ms");
    assertThatThrownBy(() -> NwbAssembly.open(Samples.assembly(folder, "flat.nwb")))
        .hasMessageContaining("the shape [1, 2]");
    assertThatThrownBy(() -> NwbAssembly.open(Samples.assembly(folder, "few-conditions.nwb")))
        .hasMessageContaining("2 events and 1 condition_indices");
  }
}
