// SPDX-License-Identifier: Apache-2.0

package org.retrograde.arrays;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Where a format puts things in a file. Values are row-major and little-endian. */
public interface ArrayFormat {

  /**
   * Some bytes of a file.
   *
   * @param offset where they begin
   * @param bytes the bytes
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Block(long offset, byte[] bytes) {}

  /**
   * The places of everything.
   *
   * @param blocks what is known before any value
   * @param offsets by the name of an array, where its values begin
   */
  record Layout(List<Block> blocks, Map<String, Long> offsets) {

    /** Copies list and map. */
    public Layout {
      blocks = List.copyOf(blocks);
      offsets = Map.copyOf(offsets);
    }

    long offset(ArraySpec array) {
      return Objects.requireNonNull(offsets.get(array.name()), array.name());
    }
  }

  /**
   * Returns what an element takes.
   *
   * @param type its type
   * @return bytes
   */
  int width(ElementType type);

  /**
   * Encodes a text.
   *
   * @param text the text
   * @return at most as many bytes as an element takes
   */
  byte[] encode(String text);

  /**
   * Returns what stands right before an array's values and counts for its checksum.
   *
   * @param array the array
   * @return bytes that {@link #layout} has in its blocks, empty if there are none
   */
  byte[] prefix(ArraySpec array);

  /**
   * Finds a place for everything.
   *
   * @param arrays the arrays
   * @return the places
   */
  Layout layout(List<ArraySpec> arrays);

  /**
   * Returns what is known only once all values are.
   *
   * @param arrays the arrays
   * @param layout their places
   * @param checksums by the name of an array, the CRC-32 of its prefix and values
   * @return further bytes, which may overwrite earlier ones
   */
  List<Block> end(List<ArraySpec> arrays, Layout layout, Map<String, Integer> checksums);
}
