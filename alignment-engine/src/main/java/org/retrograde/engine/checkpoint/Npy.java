// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/**
 * NumPy's array format, versions 1.0 to 3.0, for little-endian float32, float64 and int64 in
 * row-major order; uint8 can be read and becomes int64.
 */
public final class Npy {

  /** One character a byte. */
  private static final String MAGIC = "\u0093NUMPY";

  private static final String BYTES = "|u1";

  private static final Pattern HEADER =
      Pattern.compile(
          "'descr': *'([^']+)'.*'fortran_order': *(True|False).*'shape': *\\(([0-9, ]*)\\)",
          Pattern.DOTALL);

  private Npy() {}

  static byte[] encode(NamedArray array) {
    byte[] header = header(type(array), array.shape());
    ByteBuffer buffer =
        ByteBuffer.allocate(header.length + payloadSize(array))
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(header);
    Object values = array.values();
    if (values instanceof float[] floats) {
      buffer.asFloatBuffer().put(floats);
    } else if (values instanceof double[] doubles) {
      buffer.asDoubleBuffer().put(doubles);
    } else {
      buffer.asLongBuffer().put((long[]) values);
    }
    return buffer.array();
  }

  static NamedArray decode(String where, byte[] bytes) {
    if (bytes.length < 12 || !startsWithMagic(bytes)) {
      throw malformed(where, "no NumPy magic at byte 0");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    boolean first = bytes[6] == 1;
    int start = first ? 10 : 12;
    int length = first ? buffer.getShort(8) & 0xFFFF : buffer.getInt(8);
    if (length < 0 || start + length > bytes.length) {
      throw malformed(where, "a header that ends after the file");
    }
    Matcher header = HEADER.matcher(new String(bytes, start, length, StandardCharsets.ISO_8859_1));
    if (!header.find() || header.group(2).equals("True")) {
      throw malformed(where, "a header of another kind");
    }
    buffer.position(start + length);
    return read(
        where,
        header.group(1),
        shape(header.group(3)),
        buffer.slice().order(ByteOrder.LITTLE_ENDIAN));
  }

  private static boolean startsWithMagic(byte[] bytes) {
    return new String(bytes, 0, MAGIC.length(), StandardCharsets.ISO_8859_1).equals(MAGIC);
  }

  private static NamedArray read(String where, String type, List<Long> shape, ByteBuffer payload) {
    int count = Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
    int width = type.equals(BYTES) ? 1 : type.equals("<f4") ? Float.BYTES : Double.BYTES;
    if (payload.remaining() != count * width) {
      throw malformed(where, payload.remaining() + " bytes of values for shape " + shape);
    }
    switch (type) {
      case "<f4" -> {
        float[] floats = new float[count];
        payload.asFloatBuffer().get(floats);
        return new NamedArray(shape, floats);
      }
      case "<f8" -> {
        double[] doubles = new double[count];
        payload.asDoubleBuffer().get(doubles);
        return new NamedArray(shape, doubles);
      }
      case "<i8" -> {
        long[] longs = new long[count];
        payload.asLongBuffer().get(longs);
        return new NamedArray(shape, longs);
      }
      case BYTES -> {
        long[] longs = new long[count];
        for (int i = 0; i < count; i++) {
          longs[i] = Byte.toUnsignedLong(payload.get(i));
        }
        return new NamedArray(shape, longs);
      }
      default -> throw malformed(where, "elements of type " + type);
    }
  }

  private static List<Long> shape(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .map(Long::valueOf)
        .toList();
  }

  /**
   * Returns what comes before the values: they begin at a multiple of 64 bytes.
   *
   * @param type the type of the elements as NumPy writes it, such as {@code <f4}
   * @param lengths the lengths of the axes, row-major
   * @return the bytes of a header of version 1.0
   */
  public static byte[] header(String type, List<Long> lengths) {
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

  private static String type(NamedArray array) {
    if (array.values() instanceof float[]) {
      return "<f4";
    }
    return array.values() instanceof double[] ? "<f8" : "<i8";
  }

  private static int payloadSize(NamedArray array) {
    int count = Math.toIntExact(array.shape().stream().reduce(1L, Math::multiplyExact));
    return count * (array.values() instanceof float[] ? Float.BYTES : Double.BYTES);
  }

  private static RetrogradeException malformed(String where, String found) {
    return RetrogradeException.failure(
        new Problem(
            where,
            found,
            "a NumPy array of float32, float64 or int64 in row-major order",
            "the file is damaged or of another kind: use another one"));
  }
}
