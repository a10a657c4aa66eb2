// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of an array.
 *
 * @param from along each axis of the file, the first place
 * @param lengths along each axis, how many places, at least 1
 */
public record Box(List<Integer> from, List<Integer> lengths) {

  /** Copies and checks the lists. */
  public Box {
    from = List.copyOf(from);
    lengths = List.copyOf(lengths);
    if (from.size() != lengths.size()
        || from.stream().anyMatch(n -> n < 0)
        || lengths.stream().anyMatch(n -> n < 1)) {
      throw new IllegalArgumentException("no part of an array: " + from + " " + lengths);
    }
  }

  /**
   * The whole of an array.
   *
   * @param shape its shape, no axis empty
   * @return the box
   */
  static Box whole(List<Integer> shape) {
    return new Box(shape.stream().map(n -> 0).toList(), shape);
  }

  /**
   * Returns the number of values.
   *
   * @return the product of the lengths
   */
  public int size() {
    return Math.toIntExact(volume());
  }

  /** The number of values, of which a box that is only thought of may have any number. */
  long volume() {
    return lengths.stream().mapToLong(n -> n).reduce(1, Math::multiplyExact);
  }

  int from(int axis) {
    return from.get(axis);
  }

  int length(int axis) {
    return lengths.get(axis);
  }

  int end(int axis) {
    return from(axis) + length(axis);
  }

  /** The steps between neighbours along each axis in a row-major array of this shape. */
  static long[] strides(List<Integer> shape) {
    long[] strides = new long[shape.size()];
    long step = 1;
    for (int i = shape.size() - 1; i >= 0; i--) {
      strides[i] = step;
      step *= shape.get(i);
    }
    return strides;
  }

  /** The part of this box in another one, which it has to meet. */
  Box within(Box other) {
    List<Integer> starts = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      int start = Math.max(from(i), other.from(i));
      starts.add(start);
      sizes.add(Math.min(end(i), other.end(i)) - start);
    }
    return new Box(starts, sizes);
  }

  /** The cells of a regular grid that meet this box, in row-major order, cut at its edges. */
  List<Box> cells(List<Integer> grid) {
    List<Box> cells = new ArrayList<>();
    List<Integer> first = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      first.add(from(i) / grid.get(i) * grid.get(i));
    }
    collect(grid, first, 0, new ArrayList<>(), cells);
    return cells;
  }

  private void collect(
      List<Integer> grid, List<Integer> first, int axis, List<Integer> at, List<Box> cells) {
    if (axis == from.size()) {
      cells.add(new Box(at, grid).within(this));
      return;
    }
    for (int place = first.get(axis); place < end(axis); place += grid.get(axis)) {
      at.add(place);
      collect(grid, first, axis + 1, at, cells);
      at.remove(at.size() - 1);
    }
  }
}
