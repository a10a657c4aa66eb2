// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.plugin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/**
 * The parameters of a plugin, in the order in which they are documented.
 *
 * @param specs the parameters, with distinct names
 */
public record ParameterTable(List<ParameterSpec> specs) {

  /** Copies the list and checks that names are distinct. */
  public ParameterTable {
    specs = List.copyOf(specs);
    if (specs.stream().map(ParameterSpec::name).distinct().count() != specs.size()) {
      throw new IllegalArgumentException("parameter names must be distinct: " + names(specs));
    }
  }

  /**
   * A table of the given parameters.
   *
   * @param specs the parameters
   * @return the table
   */
  public static ParameterTable of(ParameterSpec... specs) {
    return new ParameterTable(List.of(specs));
  }

  /**
   * Joins two tables.
   *
   * @param more the other one, none of whose parameters is in this one
   * @return the parameters of both, in their order
   */
  public ParameterTable and(ParameterTable more) {
    List<ParameterSpec> both = new ArrayList<>(specs);
    both.addAll(more.specs());
    return new ParameterTable(both);
  }

  /**
   * Returns the names of all parameters.
   *
   * @return the names, in the table's order
   */
  public Collection<String> names() {
    return names(specs);
  }

  /**
   * Returns the parameter of a name.
   *
   * @param name the key
   * @return the parameter, empty if the table has none of that name
   */
  public Optional<ParameterSpec> find(String name) {
    return specs.stream().filter(spec -> spec.name().equals(name)).findFirst();
  }

  /**
   * Checks raw values and fills in defaults.
   *
   * @param raw the values by key: {@link Number}, {@link Boolean}, {@link String}, {@link List} or
   *     {@link Map}
   * @param location where the keys stand
   * @return the checked values
   * @throws RetrogradeException if a key is unknown (naming the nearest), missing, mistyped or out
   *     of range
   */
  public Parameters bind(Map<String, ?> raw, KeyLocation location) {
    for (Map.Entry<String, ?> entry : raw.entrySet()) {
      if (find(entry.getKey()).isEmpty()) {
        throw unknown(entry.getKey(), location);
      }
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (ParameterSpec spec : specs) {
      Object value = bindOne(spec, raw.get(spec.name()), location);
      if (value != null) {
        values.put(spec.name(), value);
      }
    }
    return new Parameters(values);
  }

  /**
   * Returns the defaults, for a plugin whose parameters are all optional.
   *
   * @return the values when no key is given
   */
  public Parameters defaults() {
    return bind(Map.of(), KeyLocation.under("defaults"));
  }

  private static @Nullable Object bindOne(
      ParameterSpec spec, @Nullable Object raw, KeyLocation location) {
    if (raw != null) {
      return ValueBinder.bind(spec, raw, spec.name(), location);
    }
    if (spec.required()) {
      throw RetrogradeException.usage(
          new Problem(
              location.of(spec.name()),
              "no value",
              spec.expected(),
              "add '" + spec.name() + "': " + spec.description()));
    }
    return spec.defaultValue();
  }

  private RetrogradeException unknown(String key, KeyLocation location) {
    String advice =
        Nearest.to(key, names())
            .map(near -> "did you mean '" + near + "'?")
            .orElse("remove it, there are no keys to set here");
    String expected = specs.isEmpty() ? "no key" : "one of " + String.join(", ", names());
    return RetrogradeException.usage(
        new Problem(location.of(key), "unknown key '" + key + "'", expected, advice));
  }

  private static List<String> names(List<ParameterSpec> specs) {
    return specs.stream().map(ParameterSpec::name).toList();
  }
}
