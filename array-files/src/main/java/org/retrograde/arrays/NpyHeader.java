// SPDX-License-Identifier: Apache-2.0

package org.retrograde.arrays;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What stands before the values of an array in NumPy's format, versions 1.0 to 3.0.
 *
 * @param type the type of the elements as NumPy writes it, such as {@code <f4}
 * @param rowMajor whether the last axis runs fastest
 * @param shape the lengths of the axes
 * @param length the bytes of the header, after which values begin
 */
public record NpyHeader(String type, boolean rowMajor, List<Long> shape, int length) {

  /** One character a byte. */
  private static final String MAGIC = "\u0093NUMPY";

  private static final int SHORTEST = 12;
  private static final int LONGEST = 1 << 20;

  private static final Pattern DESCRIPTION =
      Pattern.compile(
          "'descr': *'([^']+)'.*'fortran_order': *(True|False).*'shape': *\\(([0-9, ]*)\\)",
          Pattern.DOTALL);

  /** Copies the shape. */
  public NpyHeader {
    shape = List.copyOf(shape);
  }

  /**
   * Returns the number of elements.
   *
   * @return at least 0
   */
  public long size() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /**
   * Reads a header and leaves the stream where values begin.
   *
   * @param in a stream at the beginning of an array
   * @return the header
   * @throws IOException if it cannot be read, or there is none; the message says what was found
   */
  public static NpyHeader read(InputStream in) throws IOException {
    byte[] head = in.readNBytes(SHORTEST);
    if (head.length < SHORTEST || !startsWithMagic(head)) {
      throw new IOException("no NumPy magic at byte 0");
    }
    ByteBuffer buffer = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    boolean first = head[6] == 1;
    int start = first ? 10 : SHORTEST;
    int length = first ? buffer.getShort(8) & 0xFFFF : buffer.getInt(8);
    if (length < SHORTEST || length > LONGEST) {
      throw new IOException("a header of " + length + " bytes");
    }
    byte[] text = Arrays.copyOf(Arrays.copyOfRange(head, start, SHORTEST), length);
    new DataInputStream(in).readFully(text, SHORTEST - start, length - (SHORTEST - start));
    return parse(new String(text, StandardCharsets.ISO_8859_1), start + length);
  }

  /**
   * Returns what comes before the values: they begin at a multiple of 64 bytes.
   *
   * @param type the type of the elements as NumPy writes it, such as {@code <f4}
   * @param lengths the lengths of the axes, row-major
   * @return the bytes of a header of version 1.0
   */
  public static byte[] encode(String type, List<Long> lengths) {
    String shape = lengths.stream().map(n -> n + ",").collect(Collectors.joining(" ", "(", ")"));
    String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
    int padding = 63 - (10 + text.length()) % 64;
    byte[] body = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(10 + body.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC.getBytes(StandardCharsets.ISO_8859_1))
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) body.length)
        .put(body)
        .array();
  }

  private static boolean startsWithMagic(byte[] bytes) {
    return new String(bytes, 0, MAGIC.length(), StandardCharsets.ISO_8859_1).equals(MAGIC);
  }

  private static NpyHeader parse(String text, int length) throws IOException {
    Matcher header = DESCRIPTION.matcher(text);
    if (!header.find()) {
      throw new IOException("a header of another kind");
    }
    List<Long> shape =
        Arrays.stream(header.group(3).split(",", -1))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .map(Long::valueOf)
            .toList();
    return new NpyHeader(header.group(1), header.group(2).equals("False"), shape, length);
  }
}
