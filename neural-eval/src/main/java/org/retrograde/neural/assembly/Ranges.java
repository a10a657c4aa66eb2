// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Reads boxes of a row-major array of which contiguous ranges can be read. */
final class Ranges {

  /** A part that is read at once. */
  private static final int PIECE = 1 << 20;

  /** Takes a range of the array, and where what of it belongs. */
  @FunctionalInterface
  interface Reader {
    /**
     * Reads.
     *
     * @param first the place of the first value of the range
     * @param rows the range as a box
     * @param wanted what is wanted of it
     */
    void read(long first, Box rows, Box wanted);
  }

  private final List<Integer> shape;

  Ranges(List<Integer> shape) {
    this.shape = List.copyOf(shape);
  }

  /** The shape of the parts that leave nothing of a range unused. */
  List<Integer> piece() {
    Integer[] piece = new Integer[shape.size()];
    long rest = PIECE;
    for (int i = shape.size() - 1; i >= 0; i--) {
      piece[i] = (int) Math.max(1, Math.min(shape.get(i), rest));
      rest /= piece[i];
    }
    return List.of(piece);
  }

  void read(Box box, Reader reader) {
    long[] steps = Box.strides(shape);
    for (Box slab : slabs(box)) {
      Box rows = covering(slab);
      long first = 0;
      for (int i = 0; i < shape.size(); i++) {
        first += rows.from(i) * steps[i];
      }
      reader.read(first, rows, slab);
    }
  }

  /** Divides a box along its first long axis so that what covers a part is not much too large. */
  private List<Box> slabs(Box box) {
    if (covering(box).volume() <= Math.max(PIECE, 2 * box.volume())) {
      return List.of(box);
    }
    int axis =
        IntStream.range(0, shape.size()).filter(i -> box.length(i) > 1).findFirst().orElse(0);
    List<Integer> one = new ArrayList<>(shape);
    one.set(axis, 1);
    List<Box> slabs = new ArrayList<>();
    for (Box cell : box.cells(one)) {
      slabs.addAll(slabs(cell));
    }
    return slabs;
  }

  /** The smallest contiguous range, as a box, that covers a box. */
  private Box covering(Box box) {
    List<Integer> from = new ArrayList<>(box.from());
    List<Integer> lengths = new ArrayList<>(box.lengths());
    int axis = 0;
    while (axis < shape.size() && box.length(axis) == 1) {
      axis++;
    }
    for (int i = axis + 1; i < shape.size(); i++) {
      from.set(i, 0);
      lengths.set(i, shape.get(i));
    }
    return new Box(from, lengths);
  }
}
