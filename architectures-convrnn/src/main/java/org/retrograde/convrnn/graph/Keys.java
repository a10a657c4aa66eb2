// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.Nearest;

/** The keys of one map in a file. Whatever nobody asks for is an error in the end. */
final class Keys {

  private final PlacedTree tree;
  private final String path;
  private final String title;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * Keys.
   *
   * @param path where the map is in the tree
   * @param title what messages call it, empty for the whole file
   */
  Keys(PlacedTree tree, String path, String title, Object value) {
    this.tree = tree;
    this.path = path;
    this.title = title;
    if (!(value instanceof Map<?, ?> map)) {
      throw Problems.usage(where(), show(value), "keys and values", "write a map");
    }
    map.forEach((key, item) -> values.put(String.valueOf(key), item));
  }

  /** The same map under another title. */
  Keys titled(String newTitle) {
    return new Keys(tree, path, newTitle, values);
  }

  String path() {
    return path;
  }

  String where() {
    return tree.place(path) + (title.isEmpty() ? "" : ": " + title);
  }

  String where(String key) {
    String full = path.isEmpty() ? key : path + "." + key;
    return tree.place(full) + ": " + (title.isEmpty() ? "" : title + join()) + key;
  }

  /** Whether the key is there and not null. */
  boolean has(String key) {
    known.add(key);
    return values.containsKey(key) && values.get(key) != PlacedTree.Nothing.NOTHING;
  }

  Object value(String key, String expected) {
    known.add(key);
    @Nullable Object value = values.get(key);
    if (value == null) {
      throw Problems.usage(where(key), "no value", expected, "add '" + key + "'");
    }
    return value;
  }

  Keys map(String key) {
    Object value = value(key, "a map of keys and values");
    return new Keys(tree, path.isEmpty() ? key : path + "." + key, childTitle(key), value);
  }

  /** A map without keys, where one may be left out. */
  Keys emptyMap(String key) {
    return new Keys(tree, path.isEmpty() ? key : path + "." + key, childTitle(key), Map.of());
  }

  List<Object> list(String key) {
    Object value = value(key, "a list");
    if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    throw wrong(key, value, "a list");
  }

  /** An element of a list as a map. */
  Keys element(String key, int index, Object value) {
    String item = key + "[" + index + "]";
    return new Keys(tree, path.isEmpty() ? item : path + "." + item, childTitle(item), value);
  }

  String text(String key, String expected) {
    Object value = value(key, expected);
    if (value instanceof String text) {
      return text;
    }
    throw wrong(key, value, expected);
  }

  String choice(String key, List<String> choices, String otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    String expected = "one of " + String.join(", ", choices);
    String text = text(key, expected);
    if (!choices.contains(text)) {
      throw Problems.usage(where(key), "'" + text + "'", expected, near(text, choices));
    }
    return text;
  }

  boolean flag(String key, boolean otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    Object value = value(key, "true or false");
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong(key, value, "true or false");
  }

  double decimal(String key, double otherwise) {
    return has(key) ? decimal(key, value(key, "a number"), "a number") : otherwise;
  }

  /** A number that is no penalty or scale if it is negative. */
  double positive(String key, double otherwise) {
    double value = decimal(key, otherwise);
    if (value >= 0) {
      return value;
    }
    throw wrong(key, value, "a number of at least 0");
  }

  /** A count that must be there. */
  int count(String key) {
    return whole(key, value(key, "a whole number of at least 1"), 1);
  }

  int count(String key, int otherwise) {
    return has(key) ? count(key) : otherwise;
  }

  /** A square kernel: one number or a list of equal ones; fractions are cut off. */
  int kernel(String key, int otherwise, int minimum) {
    if (!has(key)) {
      return otherwise;
    }
    Object value = value(key, "a kernel");
    if (value instanceof List<?> list && list.size() == 2) {
      return square(key, list.get(0), list.get(1), value, minimum);
    }
    return truncated(key, value, minimum);
  }

  /** As TensorFlow writes windows and steps: {@code [1, k, k, 1]}, or k alone. */
  int window(String key, int otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    Object value = value(key, "a window");
    if (value instanceof List<?> list && list.size() == 4) {
      if (truncated(key, list.get(0), 1) != 1 || truncated(key, list.get(3), 1) != 1) {
        throw wrong(key, value, "[1, k, k, 1]: windows over height and width alone");
      }
      return square(key, list.get(1), list.get(2), value, 1);
    }
    return kernel(key, otherwise, 1);
  }

  /** A list of whole numbers of at least 1. */
  List<Integer> counts(String key) {
    List<Integer> counts = new ArrayList<>();
    for (Object item : list(key)) {
      counts.add(whole(key, item, 1));
    }
    return counts;
  }

  /** A key that may only say what is built anyway. */
  void only(String key, Object... allowed) {
    if (!has(key)) {
      return;
    }
    Object value = value(key, "");
    for (Object each : allowed) {
      if (each.equals(value) || isSameNumber(each, value)) {
        return;
      }
    }
    throw Problems.usage(
        where(key),
        show(value),
        allowed.length == 0 ? "no value, or null" : "no value, null or " + show(allowed[0]),
        "remove the key: nothing else is built");
  }

  /** Keys without a meaning here. */
  void ignore(String... keys) {
    ignore(List.of(keys));
  }

  void ignore(Collection<String> keys) {
    known.addAll(keys);
  }

  /** The names of all keys that are there. */
  Set<String> names() {
    return values.keySet();
  }

  /** Refuses keys that nobody asked for. */
  void done() {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        throw Problems.usage(
            where(key),
            "unknown key '" + key + "'",
            "one of " + String.join(", ", known),
            near(key, known));
      }
    }
  }

  RetrogradeException wrong(String key, Object value, String expected) {
    return Problems.usage(where(key), show(value), expected, "correct it");
  }

  static String show(Object value) {
    return value instanceof String text ? "'" + text + "'" : String.valueOf(value);
  }

  private static String near(String text, Collection<String> choices) {
    return Nearest.to(text, choices).map(n -> "did you mean '" + n + "'?").orElse("remove it");
  }

  private int square(String key, Object a, Object b, Object all, int minimum) {
    int side = truncated(key, a, minimum);
    if (side != truncated(key, b, minimum)) {
      throw wrong(key, all, "as many rows as columns");
    }
    return side;
  }

  private int truncated(String key, Object value, int minimum) {
    String expected = "a whole number of at least " + minimum;
    double number = Math.floor(decimal(key, value, expected));
    if (number < minimum || number > Integer.MAX_VALUE) {
      throw wrong(key, value, expected);
    }
    return (int) number;
  }

  private int whole(String key, Object value, int minimum) {
    if (value instanceof Long number && number >= minimum && number <= Integer.MAX_VALUE) {
      return number.intValue();
    }
    throw wrong(key, value, "a whole number of at least " + minimum);
  }

  private double decimal(String key, Object value, String expected) {
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw wrong(key, value, expected);
  }

  private static boolean isSameNumber(Object a, Object b) {
    return a instanceof Number x && b instanceof Number y && x.doubleValue() == y.doubleValue();
  }

  private String childTitle(String key) {
    return title.isEmpty() ? key : title + join() + key;
  }

  private String join() {
    return title.endsWith("'") ? ": " : ".";
  }
}
