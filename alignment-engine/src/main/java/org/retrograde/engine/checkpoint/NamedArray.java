// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.checkpoint;

import java.util.List;

/**
 * An array as files hold it: row-major values of one type.
 *
 * @param shape the lengths of the axes, empty for a scalar
 * @param values {@code float[]}, {@code double[]} or {@code long[]}, as many as the shape says
 */
public record NamedArray(List<Long> shape, Object values) {

  /** Copies the shape and checks type and length. */
  public NamedArray {
    shape = List.copyOf(shape);
    long size = shape.stream().reduce(1L, Math::multiplyExact);
    if (length(values) != size) {
      throw new IllegalArgumentException(
          "shape " + shape + " holds " + size + " values, found " + length(values));
    }
  }

  /**
   * A whole number as an array without axes.
   *
   * @param value the number
   * @return the array
   */
  public static NamedArray scalar(long value) {
    return new NamedArray(List.of(), new long[] {value});
  }

  /**
   * Numbers as an array of one axis.
   *
   * @param values the numbers
   * @return the array
   */
  public static NamedArray row(double[] values) {
    return new NamedArray(List.of((long) values.length), values);
  }

  private static int length(Object values) {
    if (values instanceof float[] floats) {
      return floats.length;
    }
    if (values instanceof double[] doubles) {
      return doubles.length;
    }
    if (values instanceof long[] longs) {
      return longs.length;
    }
    throw new IllegalArgumentException(
        "values are float[], double[] or long[], found " + values.getClass());
  }
}
