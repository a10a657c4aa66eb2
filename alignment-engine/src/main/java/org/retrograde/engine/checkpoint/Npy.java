// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.arrays.NpyHeader;

/**
 * NumPy's array format, versions 1.0 to 3.0, for little-endian float32, float64 and int64 in
 * row-major order; uint8 can be read and becomes int64.
 */
public final class Npy {

  private static final String BYTES = "|u1";

  private Npy() {}

  static byte[] encode(NamedArray array) {
    byte[] header = NpyHeader.encode(type(array), array.shape());
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
    NpyHeader header = header(where, bytes);
    if (!header.rowMajor()) {
      throw malformed(where, "a header of another kind");
    }
    ByteBuffer payload = ByteBuffer.wrap(bytes, header.length(), bytes.length - header.length());
    return read(
        where, header.type(), header.shape(), payload.slice().order(ByteOrder.LITTLE_ENDIAN));
  }

  private static NpyHeader header(String where, byte[] bytes) {
    try {
      return NpyHeader.read(new ByteArrayInputStream(bytes));
    } catch (EOFException e) {
      throw malformed(where, "a header that ends after the file");
    } catch (IOException e) {
      throw malformed(where, String.valueOf(e.getMessage()));
    }
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
