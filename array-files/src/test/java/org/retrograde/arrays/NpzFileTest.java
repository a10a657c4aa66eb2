// SPDX-License-Identifier: Apache-2.0

package org.retrograde.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrograde.api.error.RetrogradeException;

final class NpzFileTest {

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void chooseFile() {
    file = folder.resolve("a.npz");
  }

  /** A deflated archive of one array, as numpy.savez_compressed writes it. */
  private NpzFile archive(String type, List<Long> shape, byte[] values) throws IOException {
    return archive("x.npy", NpyHeader.encode(type, shape), values);
  }

  private NpzFile archive(String name, byte[] header, byte[] values) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(header);
      zip.write(values);
    }
    return NpzFile.open(file);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] floats(ByteOrder order, int count) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * count).order(order);
    for (int i = 0; i < count; i++) {
      buffer.putFloat(i);
    }
    return buffer.array();
  }

  @Test
  void parts_are_read_forwards_and_backwards() throws IOException {
    for (String type : List.of("<f4", ">f4")) {
      ByteOrder order = type.equals("<f4") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
      try (NpzFile npz = archive(type, List.of(10L, 100L), floats(order, 1000))) {
        assertThat(npz.numbers("x", 500, 2)).containsExactly(500, 501);
        assertThat(npz.numbers("x", 502, 1)).containsExactly(502);
        assertThat(npz.numbers("x", 998, 2)).containsExactly(998, 999);
        assertThat(npz.numbers("x", 3, 1)).containsExactly(3);
        assertThatThrownBy(() -> npz.numbers("x", 999, 2))
            .isInstanceOf(RetrogradeException.class)
            .hasMessageContaining("ends after 4000 bytes");
        assertThat(npz.numbers("x", 7, 1)).containsExactly(7);
      }
    }
  }

  @Test
  void numbers_of_every_width_and_sign_are_read() throws IOException {
    try (NpzFile npz = archive("|i1", List.of(2L), bytes(255, 2))) {
      assertThat(npz.wholes("x")).containsExactly(-1, 2);
    }
    try (NpzFile npz = archive("|u1", List.of(2L), bytes(255, 2))) {
      assertThat(npz.numbers("x", 0, 2)).containsExactly(255, 2);
    }
    try (NpzFile npz = archive(">u2", List.of(2L), bytes(255, 254, 0, 2))) {
      assertThat(npz.wholes("x")).containsExactly(65534, 2);
    }
    try (NpzFile npz = archive("<i4", List.of(1L), bytes(254, 255, 255, 255))) {
      assertThat(npz.wholes("x")).containsExactly(-2);
    }
    try (NpzFile npz = archive("<u8", List.of(1L), bytes(1, 0, 0, 0, 1, 0, 0, 0))) {
      assertThat(npz.wholes("x")).containsExactly((1L << 32) + 1);
    }
    try (NpzFile npz = archive("|b1", List.of(2L), bytes(1, 0))) {
      assertThat(npz.wholes("x")).containsExactly(1, 0);
      assertThat(npz.type("x").isFlag()).isTrue();
    }
    byte[] pi = ByteBuffer.allocate(8).putDouble(Math.PI).array();
    try (NpzFile npz = archive(">f8", List.of(1L), pi)) {
      assertThat(npz.numbers("x", 0, 1)).containsExactly(Math.PI);
      assertThatThrownBy(() -> npz.wholes("x")).hasMessageContaining("elements of type >f8");
    }
  }

  @Test
  void texts_of_code_points_and_of_bytes_are_read() throws IOException {
    byte[] code = "größe\0\0漢字\0\0\0\0\0".getBytes(Charset.forName("UTF-32LE"));
    try (NpzFile npz = archive("<U7", List.of(2L), code)) {
      assertThat(npz.texts("x")).containsExactly("größe", "漢字");
      assertThatThrownBy(() -> npz.numbers("x", 0, 1)).hasMessageContaining("elements of type <U7");
      assertThatThrownBy(() -> npz.wholes("x")).hasMessageContaining("elements of type <U7");
    }
    byte[] big = "ab".getBytes(Charset.forName("UTF-32BE"));
    try (NpzFile npz = archive(">U1", List.of(2L), big)) {
      assertThat(npz.texts("x")).containsExactly("a", "b");
    }
    try (NpzFile npz = archive("|S3", List.of(2L), bytes('a', 0, 0, 'b', 'c', 'd'))) {
      assertThat(npz.texts("x")).containsExactly("a", "bcd");
    }
    try (NpzFile npz = archive("<f4", List.of(1L), floats(ByteOrder.LITTLE_ENDIAN, 1))) {
      assertThatThrownBy(() -> npz.texts("x")).hasMessageContaining("elements of type <f4");
    }
  }

  @Test
  void what_cannot_be_read_says_what_it_is() throws IOException {
    try (NpzFile npz = archive("|O", List.of(1L), new byte[8])) {
      assertThatThrownBy(() -> npz.texts("x"))
          .hasMessageContaining("a.npz: x: found elements of type |O")
          .hasMessageContaining("not as objects");
      assertThatThrownBy(() -> npz.texts("y")).hasMessageContaining("no array 'y' among [x]");
    }
    byte[] fortran =
        new String(NpyHeader.encode("<f4", List.of(1L, 1L)), StandardCharsets.ISO_8859_1)
            .replace("False,", "True, ")
            .getBytes(StandardCharsets.ISO_8859_1);
    try (NpzFile npz = archive("x", fortran, new byte[4])) {
      assertThatThrownBy(() -> npz.numbers("x", 0, 1)).hasMessageContaining("column-major");
    }
  }

  @Test
  void damaged_files_are_refused() throws IOException {
    assertThatThrownBy(() -> archive("x.npy", "hello".getBytes(StandardCharsets.UTF_8), bytes(1)))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("a.npz: x.npy: found no NumPy magic");
    archive("|u1", List.of(1L), bytes(1)).close();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> NpzFile.open(file))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("no readable .npz archive");
  }

  @Test
  void a_missing_file_is_said_to_be_missing() {
    assertThatThrownBy(() -> NpzFile.open(file.resolveSibling("none.npz")))
        .hasMessageContaining("none.npz: found no such file")
        .extracting(e -> ((RetrogradeException) e).kind())
        .isEqualTo(RetrogradeException.Kind.USAGE);
  }

  @Test
  void headers_of_every_version_are_read() throws IOException {
    byte[] first = NpyHeader.encode("<f4", List.of(2L, 3L));
    assertThat(NpyHeader.read(new ByteArrayInputStream(first)))
        .isEqualTo(new NpyHeader("<f4", true, List.of(2L, 3L), first.length));
    int length = first.length - 10;
    ByteBuffer second = ByteBuffer.allocate(12 + length).order(ByteOrder.LITTLE_ENDIAN);
    second.put(first, 0, 6).put((byte) 2).put((byte) 0).putInt(length).put(first, 10, length);
    NpyHeader read = NpyHeader.read(new ByteArrayInputStream(second.array()));
    assertThat(read.size()).isEqualTo(6);
    assertThat(read.length()).isEqualTo(12 + length);
    second.putInt(8, 1 << 30);
    assertThatThrownBy(() -> NpyHeader.read(new ByteArrayInputStream(second.array())))
        .hasMessageContaining("a header of 1073741824 bytes");
    byte[] other = first.clone();
    Arrays.fill(other, 12, other.length, (byte) ' ');
    assertThatThrownBy(() -> NpyHeader.read(new ByteArrayInputStream(other)))
        .hasMessageContaining("another kind");
  }
}
