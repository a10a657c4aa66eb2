// SPDX-License-Identifier: Apache-2.0

package org.retrograde.arrays;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Puts bytes together, the lowest of a number first. */
final class LittleEndian {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  LittleEndian one(int... values) {
    for (int value : values) {
      bytes.write(value);
    }
    return this;
  }

  LittleEndian two(int value) {
    return number(value, Short.BYTES);
  }

  LittleEndian four(long value) {
    return number(value, Integer.BYTES);
  }

  LittleEndian eight(long value) {
    return number(value, Long.BYTES);
  }

  LittleEndian text(String value) {
    return raw(value.getBytes(StandardCharsets.UTF_8));
  }

  LittleEndian raw(byte[] value) {
    bytes.writeBytes(value);
    return this;
  }

  LittleEndian zeros(int count) {
    return raw(new byte[count]);
  }

  /** Fills up to a multiple of 8. */
  LittleEndian align() {
    return zeros(-bytes.size() & 7);
  }

  int size() {
    return bytes.size();
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  private LittleEndian number(long value, int width) {
    for (int i = 0; i < width; i++) {
      bytes.write((int) (value >>> (Byte.SIZE * i)));
    }
    return this;
  }
}
