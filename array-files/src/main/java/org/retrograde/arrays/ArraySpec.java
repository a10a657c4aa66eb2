// SPDX-License-Identifier: Apache-2.0

package org.retrograde.arrays;

import java.util.List;

/**
 * An array of a file, before its values are known.
 *
 * @param name its name, unique in the file
 * @param type what its elements are
 * @param shape the lengths of its axes
 * @param dimensions what its axes are called, one name each; an array with one axis of its own name
 *     says where along that axis things are
 * @param description what it holds, for formats that keep a text with an array; may be empty
 */
public record ArraySpec(
    String name, ElementType type, List<Long> shape, List<String> dimensions, String description) {

  /** Copies the lists and checks that each axis has a name. */
  public ArraySpec {
    shape = List.copyOf(shape);
    dimensions = List.copyOf(dimensions);
    if (name.isBlank()
        || shape.size() != dimensions.size()
        || shape.stream().anyMatch(n -> n < 0)) {
      throw new IllegalArgumentException(
          "an array has a name, and each axis a length and a name, found '"
              + name
              + "' "
              + shape
              + " "
              + dimensions);
    }
  }

  /**
   * Returns the number of elements.
   *
   * @return at least 0
   */
  public long size() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  boolean isCoordinate() {
    return dimensions.equals(List.of(name));
  }
}
