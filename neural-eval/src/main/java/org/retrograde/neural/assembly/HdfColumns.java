// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Reads coordinates: datasets along one axis, and texts that have an axis of characters too. */
final class HdfColumns {

  private final HdfInput input;

  HdfColumns(HdfInput input) {
    this.input = input;
  }

  /** Tells whether values are single characters, of which the last axis makes texts. */
  boolean isCharacters(HdfArray array) {
    return array.shape().size() == 2
        && array.dataset().getDataType().getSize() == 1
        && array.dataset().getJavaType() == String.class;
  }

  /** Reads values of one axis; nothing if they are of a kind that is no column. */
  Optional<Column> read(HdfArray array) {
    if (isCharacters(array)) {
      return Optional.of(Column.Text.of(joined(array)));
    }
    if (array.isNumeric()) {
      return Optional.of(numeric(array));
    }
    Object data = HdfInput.reading(array.where(), () -> array.dataset().getData());
    if (data instanceof String text) {
      return Optional.of(Column.Text.of(List.of(clean(text))));
    }
    if (data instanceof String[] texts) {
      List<String> clean = Stream.of(texts).map(HdfColumns::clean).toList();
      return Optional.of(isFlags(clean) ? flags(clean) : Column.Text.of(clean));
    }
    return Optional.empty();
  }

  private Column numeric(HdfArray array) {
    double[] values = array.numbers();
    boolean flag = input.text(array.dataset(), "dtype").filter("bool"::equals).isPresent();
    if (flag) {
      boolean[] flags = new boolean[values.length];
      for (int i = 0; i < flags.length; i++) {
        flags[i] = values[i] != 0;
      }
      return new Column.Flag(flags);
    }
    boolean whole = !array.isFloating();
    for (double value : values) {
      whole &= !Double.isNaN(value);
    }
    // Whole numbers are read exactly: ids of 64 bits do not fit into a double.
    return whole && input.number(array.dataset(), "scale_factor").isEmpty()
        ? new Column.Whole(wholes(array))
        : new Column.Decimal(values);
  }

  private static long[] wholes(HdfArray array) {
    Object data = HdfInput.reading(array.where(), () -> array.dataset().getData());
    if (data instanceof long[] values) {
      return values;
    }
    double[] values = array.numbers();
    return LongStream.range(0, values.length).map(i -> (long) values[(int) i]).toArray();
  }

  /** HDF5's own flags, which h5py makes: an enumeration of FALSE and TRUE. */
  private static boolean isFlags(List<String> texts) {
    return !texts.isEmpty() && List.of("FALSE", "TRUE").containsAll(texts);
  }

  private static Column flags(List<String> texts) {
    boolean[] flags = new boolean[texts.size()];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = texts.get(i).equals("TRUE");
    }
    return new Column.Flag(flags);
  }

  private static List<String> joined(HdfArray array) {
    int length = array.shape().get(1);
    byte[] bytes = array.bytes(Box.whole(array.shape()));
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < array.shape().get(0); i++) {
      texts.add(clean(new String(bytes, i * length, length, StandardCharsets.UTF_8)));
    }
    return texts;
  }

  private static String clean(String text) {
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }
}
