// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table in plain text.
 *
 * @param rows the cells, the heading first, all rows of one length
 * @param left the columns that are aligned left, from 0; the others are aligned right
 */
record TextTable(List<List<String>> rows, Set<Integer> left) {

  TextTable {
    rows = List.copyOf(rows);
    left = Set.copyOf(left);
  }

  /** A table whose first column is aligned left. */
  TextTable(List<List<String>> rows) {
    this(rows, Set.of(0));
  }

  String text() {
    List<Integer> widths = IntStream.range(0, rows.get(0).size()).mapToObj(this::width).toList();
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private String line(List<String> row, List<Integer> widths) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> pad(row.get(i), widths.get(i), left.contains(i)))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  private static String pad(String cell, int width, boolean toTheLeft) {
    String blanks = " ".repeat(width - cell.length());
    return toTheLeft ? cell + blanks : blanks + cell;
  }
}
