// SPDX-License-Identifier: Apache-2.0

package org.retrograde.arrays;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The names in an HDF5 file's only group: a heap of names, one node of symbols, and a tree with
 * that one leaf (HDF5 File Format Specification 3.0, sections III.A, III.B and III.D).
 */
final class Hdf5Group {

  /** Half of what an inner node of the tree can hold; the format's default. */
  static final int TREE_RANK = 16;

  private static final int TREE = 24 + (2 * TREE_RANK + 1) * 8 + 2 * TREE_RANK * 8;
  private static final int HEAP_HEADER = 32;
  private static final int SYMBOL = 40;

  private final List<String> sorted;
  private final byte[] heap;
  private final List<Integer> places = new ArrayList<>();

  /** A group of these names, which are in order. */
  Hdf5Group(List<String> sorted) {
    this.sorted = List.copyOf(sorted);
    LittleEndian names = new LittleEndian().zeros(8);
    for (String name : sorted) {
      places.add(names.size());
      names.raw(name.getBytes(StandardCharsets.UTF_8)).zeros(1).align();
    }
    heap = names.bytes();
  }

  /** Half of what the node of symbols can hold: all of them. */
  int leafRank() {
    return Math.max(4, (sorted.size() + 1) / 2);
  }

  long tree(long address) {
    return address;
  }

  long names(long address) {
    return address + TREE;
  }

  int length() {
    return TREE + HEAP_HEADER + heap.length + symbolsLength();
  }

  byte[] encoded(long address, ToLongFunction<String> headers) {
    long segment = names(address) + HEAP_HEADER;
    long symbols = segment + heap.length;
    LittleEndian tree =
        new LittleEndian()
            .text("TREE")
            .one(0, 0)
            .two(1)
            .eight(-1)
            .eight(-1)
            .eight(0)
            .eight(symbols)
            .eight(places.isEmpty() ? 0 : places.get(places.size() - 1));
    return new LittleEndian()
        .raw(tree.bytes())
        .zeros(TREE - tree.size())
        .text("HEAP")
        .zeros(4)
        .eight(heap.length)
        .eight(1)
        .eight(segment)
        .raw(heap)
        .raw(symbols(headers))
        .bytes();
  }

  private byte[] symbols(ToLongFunction<String> headers) {
    LittleEndian node = new LittleEndian().text("SNOD").one(1, 0).two(sorted.size());
    for (int i = 0; i < sorted.size(); i++) {
      node.eight(places.get(i)).eight(headers.applyAsLong(sorted.get(i))).zeros(24);
    }
    return node.zeros(symbolsLength() - node.size()).bytes();
  }

  private int symbolsLength() {
    return 8 + 2 * leafRank() * SYMBOL;
  }
}
