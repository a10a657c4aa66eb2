// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.Nearest;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.checkpoint.Npz;

/**
 * Named arrays, and where they come from.
 *
 * @param source the file's name, for messages
 * @param arrays the arrays by name
 */
public record WeightFile(String source, Map<String, NamedArray> arrays) {

  private static final int LISTED = 5;

  /** Copies the map, keeping its order. */
  public WeightFile {
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
  }

  /**
   * Reads an {@code .npz} file.
   *
   * @param file the file
   * @return its arrays
   * @throws RetrogradeException if it cannot be read
   */
  public static WeightFile read(Path file) {
    return new WeightFile(file.toString(), Npz.read(file));
  }

  /**
   * Checks that there is every array that is needed, of its shape, and none that nothing takes.
   *
   * @param needed by name the lengths of the axes
   * @param optional what may be there as well
   * @throws RetrogradeException naming all that differ, with the nearest names
   */
  public void requireFits(Map<String, List<Long>> needed, Map<String, List<Long>> optional) {
    Map<String, List<Long>> known = new LinkedHashMap<>(needed);
    known.putAll(optional);
    Set<String> missing = new LinkedHashSet<>(needed.keySet());
    missing.removeAll(arrays.keySet());
    Set<String> surplus = new LinkedHashSet<>(arrays.keySet());
    surplus.removeAll(known.keySet());
    List<String> found = new ArrayList<>();
    if (!missing.isEmpty()) {
      found.add(missing.size() + " missing: " + near(missing, surplus));
    }
    if (!surplus.isEmpty()) {
      found.add(surplus.size() + " surplus: " + near(surplus, missing));
    }
    List<String> shapes = otherShapes(known);
    if (!shapes.isEmpty()) {
      found.add(shapes.size() + " of another shape: " + listed(shapes));
    }
    if (!found.isEmpty()) {
      throw RetrogradeException.usage(
          new Problem(
              source,
              String.join("; ", found),
              "the " + needed.size() + " arrays of the network, by name and shape",
              "'retrograde weights list' prints them; rename, reshape, add or drop arrays"));
    }
  }

  private List<String> otherShapes(Map<String, List<Long>> known) {
    List<String> shapes = new ArrayList<>();
    arrays.forEach(
        (name, array) -> {
          List<Long> expected = known.get(name);
          if (expected != null && !expected.equals(array.shape())) {
            shapes.add(name + " " + array.shape() + ", expected " + expected);
          }
        });
    return shapes;
  }

  /** Names of one side, each with the nearest of the other. */
  private static String near(Set<String> names, Set<String> others) {
    return listed(
        names.stream()
            .map(
                name ->
                    name + Nearest.to(name, others).map(o -> " (nearest: " + o + ")").orElse(""))
            .toList());
  }

  private static String listed(List<String> entries) {
    String more = entries.size() > LISTED ? ", and " + (entries.size() - LISTED) + " more" : "";
    return String.join(", ", entries.subList(0, Math.min(LISTED, entries.size()))) + more;
  }

  /**
   * Tells whether an array is a layer's feedback weights.
   *
   * @param name its name
   * @return whether it ends as B's name does
   */
  public static boolean isFeedback(String name) {
    return name.endsWith(".B");
  }

  /**
   * Returns the arrays of some names.
   *
   * @param wanted which names
   * @return the arrays, in their order
   */
  public WeightFile where(Predicate<String> wanted) {
    Map<String, NamedArray> chosen = new LinkedHashMap<>(arrays);
    chosen.keySet().removeIf(wanted.negate());
    return new WeightFile(source, chosen);
  }

  /**
   * The same with more arrays.
   *
   * @param more the arrays, after those that are there
   * @return all of them
   */
  public WeightFile with(Map<String, NamedArray> more) {
    Map<String, NamedArray> all = new LinkedHashMap<>(arrays);
    all.putAll(more);
    return new WeightFile(source, all);
  }
}
