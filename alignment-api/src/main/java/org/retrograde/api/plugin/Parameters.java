// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.plugin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checked parameter values, as {@link ParameterTable#bind} returns them.
 *
 * @param values the values by key: {@link Long}, {@link Double}, {@link Boolean}, {@link String} or
 *     {@link List}
 */
public record Parameters(Map<String, Object> values) {

  /** Copies the values, keeping their order. */
  public Parameters {
    values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Tells whether a key has a value, given or by default.
   *
   * @param name the key
   * @return whether it has one
   */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /**
   * Returns a whole number.
   *
   * @param name the key
   * @return its value
   * @throws IllegalArgumentException if the key has no value or one of another type
   */
  public long integer(String name) {
    return get(name, Long.class);
  }

  /**
   * Returns a whole number that fits 32 bits.
   *
   * @param name the key
   * @return its value
   * @throws IllegalArgumentException if the key has no value or one of another type
   * @throws ArithmeticException if the value does not fit
   */
  public int size(String name) {
    return Math.toIntExact(integer(name));
  }

  /**
   * Returns a number.
   *
   * @param name the key
   * @return its value
   * @throws IllegalArgumentException if the key has no value or one of another type
   */
  public double decimal(String name) {
    return get(name, Double.class);
  }

  /**
   * Returns a flag.
   *
   * @param name the key
   * @return its value
   * @throws IllegalArgumentException if the key has no value or one of another type
   */
  public boolean flag(String name) {
    return get(name, Boolean.class);
  }

  /**
   * Returns a text.
   *
   * @param name the key
   * @return its value
   * @throws IllegalArgumentException if the key has no value or one of another type
   */
  public String text(String name) {
    return get(name, String.class);
  }

  /**
   * Returns a list of whole numbers.
   *
   * @param name the key
   * @return its elements
   * @throws IllegalArgumentException if the key has no value or one of another type
   */
  public List<Long> integers(String name) {
    List<?> list = get(name, List.class);
    return list.stream().map(Long.class::cast).toList();
  }

  /**
   * Returns a list of numbers.
   *
   * @param name the key
   * @return its elements
   * @throws IllegalArgumentException if the key has no value or one of another type
   */
  public List<Double> decimals(String name) {
    List<?> list = get(name, List.class);
    return list.stream().map(Double.class::cast).toList();
  }

  /**
   * Returns a list of texts.
   *
   * @param name the key
   * @return its elements
   * @throws IllegalArgumentException if the key has no value or one of another type
   */
  public List<String> texts(String name) {
    List<?> list = get(name, List.class);
    return list.stream().map(String.class::cast).toList();
  }

  /**
   * Returns a list of records.
   *
   * @param name the key
   * @return its elements
   * @throws IllegalArgumentException if the key has no value or one of another type
   */
  public List<Parameters> records(String name) {
    List<?> list = get(name, List.class);
    return list.stream().map(Parameters.class::cast).toList();
  }

  private <T> T get(String name, Class<T> type) {
    return Optional.ofNullable(values.get(name))
        .filter(type::isInstance)
        .map(type::cast)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "parameter '"
                        + name
                        + "' is not "
                        + type.getSimpleName()
                        + " but "
                        + values.get(name)));
  }
}
