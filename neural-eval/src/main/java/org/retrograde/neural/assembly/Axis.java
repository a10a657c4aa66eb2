// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * An axis of an assembly.
 *
 * @param dimension what it runs over
 * @param length how many there are
 * @param columns what is known of each, by name, in the file's order
 */
public record Axis(Dimension dimension, int length, Map<String, Column> columns) {

  /** Copies the map and checks the lengths. */
  public Axis {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    for (Map.Entry<String, Column> column : columns.entrySet()) {
      if (column.getValue().size() != length) {
        throw new IllegalArgumentException(
            "column '%s' has %d values for %d along %s"
                .formatted(column.getKey(), column.getValue().size(), length, dimension.label()));
      }
    }
  }

  /**
   * Returns a column.
   *
   * @param name its name
   * @return the column, or nothing
   */
  public Optional<Column> column(String name) {
    return Optional.ofNullable(columns.get(name));
  }

  /**
   * Returns a column that has to be there.
   *
   * @param name its name
   * @param where the file, for the message
   * @return the column
   * @throws org.retrograde.api.error.RetrogradeException if there is none
   */
  public Column require(String name, String where) {
    return column(name)
        .orElseThrow(
            () ->
                Refusal.of(
                    where,
                    "the columns " + columns.keySet() + " along " + dimension.label(),
                    "a column '" + name + "'",
                    "add the column to the file, or name another one"));
  }

  /**
   * Finds the places with one of some values.
   *
   * @param name a column
   * @param values what it may hold there
   * @param where the file, for the message
   * @return the places, ascending
   * @throws org.retrograde.api.error.RetrogradeException if there is no such column or place
   */
  public int[] where(String name, List<String> values, String where) {
    Column column = require(name, where);
    int[] places =
        IntStream.range(0, length).filter(i -> values.contains(column.text(i))).toArray();
    if (places.length == 0) {
      throw Refusal.of(
          where,
          "no " + dimension.label() + " with " + name + " " + String.join(" or ", values),
          "one of " + Refusal.some(new TreeSet<>(column.texts())),
          "choose another " + name);
    }
    return places;
  }

  /**
   * Picks places.
   *
   * @param places which, in the order wanted
   * @return an axis of these
   */
  public Axis select(int... places) {
    Map<String, Column> picked = new LinkedHashMap<>();
    columns.forEach((name, column) -> picked.put(name, column.select(places)));
    return new Axis(dimension, places.length, picked);
  }

  /**
   * Adds columns; those that are there already stay as they are.
   *
   * @param more the columns
   * @return an axis with them
   */
  public Axis with(Map<String, Column> more) {
    Map<String, Column> all = new LinkedHashMap<>(columns);
    more.forEach(all::putIfAbsent);
    return new Axis(dimension, length, all);
  }
}
