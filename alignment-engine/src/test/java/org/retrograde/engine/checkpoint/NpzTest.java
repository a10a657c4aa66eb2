// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrograde.api.error.RetrogradeException;

final class NpzTest {

  @TempDir private Path folder;

  private static Map<String, NamedArray> sample() {
    Map<String, NamedArray> arrays = new LinkedHashMap<>();
    arrays.put(
        "conv1.W", new NamedArray(List.of(2L, 3L), new float[] {1, 2, 3, 4, 5, Float.MIN_VALUE}));
    arrays.put("precise", new NamedArray(List.of(2L), new double[] {Math.PI, -0.0}));
    arrays.put("steps", NamedArray.scalar(Long.MAX_VALUE));
    return arrays;
  }

  @Test
  void what_was_written_is_read_bit_by_bit_and_in_order() {
    Path file = folder.resolve("a.npz");
    Npz.write(file, sample());
    Map<String, NamedArray> read = Npz.read(file);
    assertThat(read.keySet()).containsExactly("conv1.W", "precise", "steps");
    assertThat(read).usingRecursiveComparison().isEqualTo(sample());
  }

  @Test
  void equal_arrays_give_equal_files() throws IOException {
    Npz.write(folder.resolve("a.npz"), sample());
    Npz.write(folder.resolve("b.npz"), sample());
    assertThat(folder.resolve("a.npz")).hasSameBinaryContentAs(folder.resolve("b.npz"));
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void numpy_reads_the_file() throws IOException, InterruptedException {
    Path file = folder.resolve("a.npz");
    Npz.write(file, sample());
    String script =
        """
        import sys
        try:
          import numpy as n
        except ImportError:
          print('no numpy'); sys.exit()
        z = n.load(sys.argv[1])
        print(z['conv1.W'].sum(), z['conv1.W'].shape, z['precise'][0], z['steps'])
        """;
    String output = python(script, file.toString());
    assumeTrue(!output.equals("no numpy"), "needs python3 with NumPy");
    assertThat(output).isEqualTo("15.0 (2, 3) 3.141592653589793 9223372036854775807");
  }

  @Test
  void a_truncated_file_is_refused_with_its_name() throws IOException {
    Path file = folder.resolve("a.npz");
    Npz.write(file, sample());
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("a.npz")
        .hasMessageContaining("another checkpoint");
  }

  @Test
  void elements_of_another_type_are_refused() {
    byte[] bytes = Npy.encode(NamedArray.scalar(1));
    byte[] other =
        new String(bytes, StandardCharsets.ISO_8859_1)
            .replace("<i8", "<c8")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> Npy.decode("x", other)).hasMessageContaining("<c8");
    assertThatThrownBy(() -> Npy.decode("x", new byte[20])).hasMessageContaining("magic");
  }

  @Test
  void an_unwritable_place_leaves_nothing_behind() throws IOException {
    Path file = folder.resolve("missing").resolve("a.npz");
    assertThatThrownBy(() -> Npz.write(file, sample()))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("writable folder");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  private static String python(String script, String argument)
      throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder("python3", "-c", script, argument).redirectErrorStream(true).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      process.waitFor();
      return output;
    } catch (IOException e) {
      return "no numpy";
    }
  }
}
