// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Values that belong to the places along an axis, such as the region of each neuroid. */
public sealed interface Column {

  /**
   * Returns the number of values.
   *
   * @return the length of the axis
   */
  int size();

  /**
   * Tells whether a value is absent.
   *
   * @param row the place, from 0
   * @return true for empty text, the text {@code nan}, and NaN
   */
  boolean isMissing(int row);

  /**
   * Returns a value as text.
   *
   * @param row the place, from 0
   * @return the text; whole numbers have no point, flags are True and False
   */
  String text(int row);

  /**
   * Returns a value as a number.
   *
   * @param row the place, from 0
   * @return the number; flags are 0 and 1, text is NaN
   */
  double number(int row);

  /**
   * Picks values.
   *
   * @param rows their places, in the order wanted; -1 for a value that is absent
   * @return a column of the picked values
   */
  Column select(int... rows);

  /** Texts; those that come again are kept once. */
  final class Text implements Column {
    private final int[] codes;
    private final List<String> values;

    private Text(int[] codes, List<String> values) {
      this.codes = codes;
      this.values = values;
    }

    /**
     * Makes a column.
     *
     * @param texts the values
     * @return the column
     */
    public static Text of(List<String> texts) {
      Map<String, Integer> known = new LinkedHashMap<>();
      int[] codes = new int[texts.size()];
      int row = 0;
      for (String text : texts) {
        codes[row++] = known.computeIfAbsent(text, key -> known.size());
      }
      return new Text(codes, List.copyOf(known.keySet()));
    }

    @Override
    public int size() {
      return codes.length;
    }

    @Override
    public boolean isMissing(int row) {
      return text(row).isEmpty() || text(row).equals("nan");
    }

    @Override
    public String text(int row) {
      return values.get(codes[row]);
    }

    @Override
    public double number(int row) {
      return Double.NaN;
    }

    @Override
    public Column select(int... rows) {
      return of(IntStream.of(rows).mapToObj(row -> row < 0 ? "" : text(row)).toList());
    }
  }

  /** Whole numbers. */
  final class Whole implements Column {
    private final long[] values;

    /**
     * Makes a column.
     *
     * @param values the values
     */
    public Whole(long... values) {
      this.values = values.clone();
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public boolean isMissing(int row) {
      return false;
    }

    @Override
    public String text(int row) {
      return Long.toString(values[row]);
    }

    @Override
    public double number(int row) {
      return values[row];
    }

    /**
     * Returns a value.
     *
     * @param row the place, from 0
     * @return the value
     */
    public long whole(int row) {
      return values[row];
    }

    /** Where a value is absent the column becomes one of decimals, since only they have NaN. */
    @Override
    public Column select(int... rows) {
      if (IntStream.of(rows).anyMatch(row -> row < 0)) {
        return new Decimal(
            IntStream.of(rows).mapToDouble(r -> r < 0 ? Double.NaN : values[r]).toArray());
      }
      return new Whole(IntStream.of(rows).mapToLong(row -> values[row]).toArray());
    }
  }

  /** Numbers. */
  final class Decimal implements Column {
    private final double[] values;

    /**
     * Makes a column.
     *
     * @param values the values
     */
    public Decimal(double... values) {
      this.values = values.clone();
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public boolean isMissing(int row) {
      return Double.isNaN(values[row]);
    }

    /** A decimal that is whole reads as one, so that ids that once were whole still match. */
    @Override
    public String text(int row) {
      double value = values[row];
      boolean whole = value == Math.rint(value) && Math.abs(value) < 1L << 53;
      return whole ? Long.toString((long) value) : Double.toString(value);
    }

    @Override
    public double number(int row) {
      return values[row];
    }

    @Override
    public Column select(int... rows) {
      return new Decimal(
          IntStream.of(rows).mapToDouble(r -> r < 0 ? Double.NaN : values[r]).toArray());
    }
  }

  /** Truths. */
  final class Flag implements Column {
    private final boolean[] values;

    /**
     * Makes a column.
     *
     * @param values the values
     */
    public Flag(boolean... values) {
      this.values = values.clone();
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public boolean isMissing(int row) {
      return false;
    }

    @Override
    public String text(int row) {
      return values[row] ? "True" : "False";
    }

    @Override
    public double number(int row) {
      return values[row] ? 1 : 0;
    }

    /** Where a value is absent the column becomes one of texts. */
    @Override
    public Column select(int... rows) {
      if (IntStream.of(rows).anyMatch(row -> row < 0)) {
        return Text.of(IntStream.of(rows).mapToObj(row -> row < 0 ? "" : text(row)).toList());
      }
      boolean[] picked = new boolean[rows.length];
      for (int i = 0; i < rows.length; i++) {
        picked[i] = values[rows[i]];
      }
      return new Flag(picked);
    }
  }

  /**
   * Returns all values as text.
   *
   * @return a new list
   */
  default List<String> texts() {
    List<String> texts = new ArrayList<>(size());
    for (int row = 0; row < size(); row++) {
      texts.add(text(row));
    }
    return texts;
  }
}
