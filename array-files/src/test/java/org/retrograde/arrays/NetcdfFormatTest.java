// SPDX-License-Identifier: Apache-2.0

package org.retrograde.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are read back with jHDF, a reader that knows nothing of this writer. */
final class NetcdfFormatTest {

  @TempDir private Path folder;

  private Path sample() {
    Path file = folder.resolve("a.nc");
    Sample.write(file, new NetcdfFormat(Map.of("title", "größer als a")));
    return file;
  }

  @Test
  void values_are_read_as_they_were_written() {
    try (HdfFile file = new HdfFile(sample())) {
      assertThat((float[][][]) file.getDatasetByPath("conv5").getData())
          .isDeepEqualTo(
              new float[][][] {
                {{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}, {{9, 10}, {11, Float.MIN_VALUE}}
              });
      assertThat((float[][]) file.getDatasetByPath("logits").getData())
          .isDeepEqualTo(new float[][] {{-1}, {-2}, {-3}});
      assertThat((long[]) file.getDatasetByPath("conv5.steps").getData()).containsExactly(4, 5);
      assertThat((int[]) file.getDatasetByPath("conv5.driven").getData()).containsExactly(0, 1);
      assertThat(texts(file, "files")).containsExactlyElementsOf(Sample.FILES);
      assertThat(file.getDatasetByPath("files").getAttribute("_Encoding").getData())
          .isEqualTo("utf-8");
      assertThat(file.getAttribute("title").getData()).isEqualTo("größer als a");
    }
  }

  @Test
  void every_axis_is_a_scale_of_the_arrays_that_have_it() {
    try (HdfFile file = new HdfFile(sample())) {
      Dataset steps = file.getDatasetByPath("conv5.steps");
      Dataset images = file.getDatasetByPath("image");
      assertThat(steps.getAttribute("CLASS").getData()).isEqualTo("DIMENSION_SCALE");
      assertThat(steps.getAttribute("NAME").getData()).isEqualTo("conv5.steps");
      assertThat((String) images.getAttribute("NAME").getData())
          .isEqualTo("This is a netCDF dimension but not a netCDF variable.         3");
      assertThat(images.getDimensions()).containsExactly(3);
      assertThat(axesOf(file, "conv5"))
          .containsExactly(
              images.getAddress(), steps.getAddress(), file.getDatasetByPath("x").getAddress());
      assertThat(axesOf(file, "conv5.driven")).containsExactly(steps.getAddress());
    }
  }

  @Test
  void arrays_say_of_themselves_what_is_asked_for() {
    Path path = folder.resolve("b.nc");
    List<ArraySpec> arrays =
        List.of(new ArraySpec("a", ElementType.FLOAT64, List.of(2L), List.of("x"), ""));
    NetcdfFormat format = new NetcdfFormat(Map.of(), Map.of("a", Map.of("coordinates", "b c")));
    try (ArrayFile file = ArrayFile.create(path, arrays, format)) {
      file.append("a", new double[] {Math.PI, Double.NaN});
      file.commit();
    }
    try (HdfFile file = new HdfFile(path)) {
      Dataset a = file.getDatasetByPath("a");
      assertThat((double[]) a.getData()).containsExactly(Math.PI, Double.NaN);
      assertThat(a.getAttribute("coordinates").getData()).isEqualTo("b c");
    }
  }

  @Test
  void any_number_of_arrays_has_room() throws IOException {
    List<ArraySpec> many =
        java.util.stream.IntStream.range(0, 700)
            .mapToObj(
                i ->
                    new ArraySpec(
                        "array" + i, ElementType.INT64, List.of(1L), List.of("axis" + i), ""))
            .toList();
    Path path = folder.resolve("many.nc");
    try (ArrayFile file = ArrayFile.create(path, many, new NetcdfFormat(Map.of()))) {
      for (int i = 0; i < many.size(); i++) {
        file.append("array" + i, new long[] {i});
      }
      file.commit();
    }
    try (HdfFile file = new HdfFile(path)) {
      assertThat(file.getChildren()).hasSize(2 * many.size());
      assertThat((long[]) file.getDatasetByPath("array699").getData()).containsExactly(699);
      assertThat(axesOf(file, "array699"))
          .containsExactly(file.getDatasetByPath("axis699").getAddress());
    }
    assertThat(Files.size(path)).isLessThan(1_000_000);
  }

  @Test
  void an_axis_has_one_length() {
    List<ArraySpec> arrays =
        List.of(
            new ArraySpec("a", ElementType.INT64, List.of(1L), List.of("x"), ""),
            new ArraySpec("b", ElementType.INT64, List.of(2L), List.of("x"), ""));
    assertThatThrownBy(() -> new NetcdfFormat(Map.of()).layout(arrays))
        .hasMessageContaining("dimension 'x' has two lengths");
  }

  /** The texts of an array of bytes, the last axis being that of a text. */
  private static List<String> texts(HdfFile file, String array) {
    Dataset dataset = file.getDatasetByPath(array);
    java.nio.ByteBuffer bytes = ((io.jhdf.api.dataset.ContiguousDataset) dataset).getBuffer();
    int length = dataset.getDimensions()[1];
    List<String> texts = new java.util.ArrayList<>();
    for (int i = 0; i < dataset.getDimensions()[0]; i++) {
      byte[] text = new byte[length];
      bytes.get(i * length, text);
      texts.add(new String(text, java.nio.charset.StandardCharsets.UTF_8).replace("\0", ""));
    }
    return texts;
  }

  /** The addresses of the scales that are attached, axis by axis. */
  private static List<Long> axesOf(HdfFile file, String array) {
    Object lists = file.getDatasetByPath(array).getAttribute("DIMENSION_LIST").getData();
    return java.util.Arrays.stream((Object[]) lists).map(list -> ((long[]) list)[0]).toList();
  }
}
