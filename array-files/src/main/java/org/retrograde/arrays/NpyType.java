// SPDX-License-Identifier: Apache-2.0

package org.retrograde.arrays;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A type of NumPy's that can be read: floats, whole numbers, flags, and texts of a fixed length, in
 * either byte order.
 *
 * @param name as NumPy writes it, such as {@code <f4}
 * @param kind its letter: f, i, u, b, U or S
 * @param width what an element takes, in bytes
 * @param bigEndian whether the highest byte comes first
 */
public record NpyType(String name, char kind, int width, boolean bigEndian) {

  private static final Pattern NAME = Pattern.compile("([<>|=])(f[48]|[iu][1248]|b1|[US][0-9]+)");

  /**
   * Parses a name.
   *
   * @param name as NumPy writes it
   * @return the type, or null if it cannot be read
   */
  public static @Nullable NpyType of(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return null;
    }
    char kind = matcher.group(2).charAt(0);
    int length = Integer.parseInt(matcher.group(2).substring(1));
    int width = kind == 'U' ? Integer.BYTES * length : length;
    return new NpyType(name, kind, width, matcher.group(1).equals(">"));
  }

  /**
   * Tells whether elements are numbers or flags.
   *
   * @return false for texts
   */
  public boolean isNumber() {
    return !isText();
  }

  /**
   * Tells whether elements are whole numbers or flags.
   *
   * @return false for floats and texts
   */
  public boolean isWhole() {
    return isNumber() && kind != 'f';
  }

  /**
   * Tells whether elements are flags.
   *
   * @return true for NumPy's bool
   */
  public boolean isFlag() {
    return kind == 'b';
  }

  /**
   * Tells whether elements are texts.
   *
   * @return true for U and S
   */
  public boolean isText() {
    return kind == 'U' || kind == 'S';
  }

  double[] numbers(byte[] bytes, int count) {
    double[] numbers = new double[count];
    if (kind != 'f') {
      long[] wholes = wholes(bytes, count);
      for (int i = 0; i < count; i++) {
        numbers[i] = wholes[i];
      }
    } else {
      ByteBuffer buffer = buffer(bytes);
      for (int i = 0; i < count; i++) {
        numbers[i] = width == Float.BYTES ? buffer.getFloat() : buffer.getDouble();
      }
    }
    return numbers;
  }

  long[] wholes(byte[] bytes, int count) {
    ByteBuffer buffer = buffer(bytes);
    long[] wholes = new long[count];
    // An unsigned number of 64 bits stays as it is; nobody counts that far.
    long mask = kind == 'i' || width == Long.BYTES ? -1 : (1L << (Byte.SIZE * width)) - 1;
    for (int i = 0; i < count; i++) {
      long value =
          switch (width) {
            case 1 -> buffer.get();
            case Short.BYTES -> buffer.getShort();
            case Integer.BYTES -> buffer.getInt();
            default -> buffer.getLong();
          };
      wholes[i] = value & mask;
    }
    return wholes;
  }

  List<String> texts(byte[] bytes, int count) {
    Charset charset =
        kind == 'S' ? StandardCharsets.UTF_8 : Charset.forName(bigEndian ? "UTF-32BE" : "UTF-32LE");
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String text = new String(bytes, i * width, width, charset);
      int end = text.length();
      while (end > 0 && text.charAt(end - 1) == 0) {
        end--;
      }
      texts.add(text.substring(0, end));
    }
    return texts;
  }

  private ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }
}
