// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.KeyLocation;

/**
 * Keys and values as they were written, each with its place.
 *
 * @param source the file's name, or where else the keys come from
 * @param root the values: {@link Long}, {@link Double}, {@link Boolean}, {@link String}, {@link
 *     List} or {@link Map}
 * @param places where keys stand, such as {@code quickstart.yaml:12}, by path, such as {@code
 *     rules[2].id}
 */
public record Document(String source, Map<String, Object> root, Map<String, String> places) {

  /** Copies the maps, keeping their order. */
  public Document {
    root = Collections.unmodifiableMap(new LinkedHashMap<>(root));
    places = Map.copyOf(places);
  }

  /**
   * A document without keys, to be filled from the command line.
   *
   * @param source where the keys come from
   * @return the document
   */
  public static Document empty(String source) {
    return new Document(source, Map.of(), Map.of());
  }

  /**
   * Returns where keys stand; a key that is absent stands where the nearest key around it does.
   *
   * @return the location of paths from the root
   */
  public KeyLocation location() {
    return path -> place(path) + ": " + path;
  }

  /**
   * Returns the same document with one more value.
   *
   * @param path the keys joined by dots, such as {@code training.task.learningRate}
   * @param value the value
   * @param place where it comes from, such as {@code --epochs}
   * @return the new document
   * @throws RetrogradeException if a key on the way holds something other than a map
   */
  public Document with(String path, Object value, String place) {
    Map<String, String> newPlaces = new LinkedHashMap<>(places);
    newPlaces.keySet().removeIf(key -> isInside(key, path));
    newPlaces.put(path, place);
    return new Document(source, with(root, List.of(path.split("\\.", -1)), value, path), newPlaces);
  }

  /**
   * Returns the same document without a key of the top level.
   *
   * @param key the key
   * @return the new document
   */
  public Document without(String key) {
    Map<String, Object> rest = new LinkedHashMap<>(root);
    rest.remove(key);
    return new Document(source, rest, places);
  }

  private Map<String, Object> with(Map<?, ?> map, List<String> keys, Object value, String path) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, old) -> copy.put(String.valueOf(key), old));
    String key = keys.get(0);
    if (keys.size() == 1) {
      copy.put(key, value);
      return copy;
    }
    Object inner = copy.getOrDefault(key, Map.of());
    if (!(inner instanceof Map<?, ?> innerMap)) {
      throw notInside(path, key, inner);
    }
    copy.put(key, with(innerMap, keys.subList(1, keys.size()), value, path));
    return copy;
  }

  private RetrogradeException notInside(String path, String key, Object value) {
    return RetrogradeException.usage(
        new Problem(
            path,
            "a path through '" + key + "', which holds " + Words.of(value),
            "keys joined by dots, each but the last holding a map",
            "set '" + key + "' as a whole, in YAML"));
  }

  private String place(String path) {
    @Nullable String place = places.get(path);
    if (place != null) {
      return place;
    }
    int cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
    return cut < 0 ? source : place(path.substring(0, cut));
  }

  private static boolean isInside(String key, String path) {
    return key.equals(path) || key.startsWith(path + ".") || key.startsWith(path + "[");
  }
}
