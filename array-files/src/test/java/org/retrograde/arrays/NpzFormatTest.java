// SPDX-License-Identifier: Apache-2.0

package org.retrograde.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NpzFormatTest {

  @TempDir private Path folder;

  @Test
  void arrays_filled_in_turn_are_read_as_if_written_at_once() {
    Path file = folder.resolve("a.npz");
    List<ArraySpec> arrays = Sample.arrays().subList(0, 2);
    try (ArrayFile made = ArrayFile.create(file, arrays, new NpzFormat())) {
      made.append("conv5", new float[] {1, 2, 3, 4, 5, 6});
      made.append("conv5.steps", new long[] {4, 5});
      made.append("conv5", new float[] {7, 8, 9, 10, 11, Float.MIN_VALUE});
      made.commit();
    }
    try (NpzFile read = NpzFile.open(file)) {
      assertThat(read.arrays().keySet()).containsExactly("conv5", "conv5.steps");
      assertThat(read.arrays().get("conv5").shape()).containsExactly(3L, 2L, 2L);
      assertThat(read.numbers("conv5", 0, 12))
          .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, Float.MIN_VALUE);
      assertThat(read.wholes("conv5.steps")).containsExactly(4, 5);
    }
  }

  @Test
  void numbers_of_64_bits_keep_all_of_them() {
    Path file = folder.resolve("a.npz");
    List<ArraySpec> arrays =
        List.of(new ArraySpec("a", ElementType.FLOAT64, List.of(1L), List.of("x"), ""));
    try (ArrayFile made = ArrayFile.create(file, arrays, new NpzFormat())) {
      made.append("a", new double[] {Math.PI});
      made.commit();
    }
    try (NpzFile read = NpzFile.open(file)) {
      assertThat(read.numbers("a", 0, 1)).containsExactly(Math.PI);
    }
  }

  @Test
  void checksums_are_those_of_the_contents() throws IOException {
    Path file = folder.resolve("a.npz");
    Sample.write(file, new NpzFormat());
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.size()).isEqualTo(Sample.arrays().size());
      for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
        CRC32 sum = new CRC32();
        sum.update(zip.getInputStream(entry).readAllBytes());
        assertThat(entry.getCrc()).as(entry.getName()).isEqualTo(sum.getValue());
      }
    }
  }

  @Test
  void flags_and_texts_have_the_types_of_numpy() throws IOException {
    Path file = folder.resolve("a.npz");
    Sample.write(file, new NpzFormat());
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(header(zip, "conv5.driven")).contains("'descr': '|u1'", "'shape': (2,)");
      assertThat(header(zip, "files")).contains("'descr': '<U12'");
      byte[] texts = zip.getInputStream(zip.getEntry("files.npy")).readAllBytes();
      int from = texts.length - 12 * 4;
      String last = new String(texts, from, 12 * 4, Charset.forName("UTF-32LE"));
      assertThat(last.replace("\0", "")).isEqualTo(Sample.FILES.get(2));
    }
  }

  private static String header(ZipFile zip, String array) throws IOException {
    byte[] bytes = zip.getInputStream(zip.getEntry(array + ".npy")).readAllBytes();
    return new String(Arrays.copyOf(bytes, 128), StandardCharsets.ISO_8859_1);
  }
}
