// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.plugin;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One parameter: everything that its parser, its help and its error messages need.
 *
 * @param name the key users write, in camelCase
 * @param type the type of its value
 * @param unit the unit in words, {@code 1} for a pure number
 * @param defaultValue the value when the key is absent; null if the key is required, or optional
 *     without a default
 * @param required whether the key must be present
 * @param minimum the smallest value allowed (of each element of a list), null if unbounded
 * @param maximum the largest value allowed (of each element of a list), null if unbounded
 * @param choices the texts allowed, empty for any
 * @param records the table of each record of a list of records, empty otherwise
 * @param description one line that says what it does
 */
public record ParameterSpec(
    String name,
    ParameterType type,
    String unit,
    @Nullable Object defaultValue,
    boolean required,
    @Nullable Double minimum,
    @Nullable Double maximum,
    List<String> choices,
    Optional<ParameterTable> records,
    String description) {

  /** Checks the name and copies the lists. */
  public ParameterSpec {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(description, "description");
    choices = List.copyOf(choices);
    if (!name.matches("[a-z][A-Za-z0-9]*")) {
      throw new IllegalArgumentException("a parameter's name is camelCase, found '" + name + "'");
    }
    if (required && defaultValue != null) {
      throw new IllegalArgumentException("parameter '" + name + "' is required and has a default");
    }
    if ((type == ParameterType.RECORDS) != records.isPresent()) {
      throw new IllegalArgumentException(
          "parameter '" + name + "': a table of records goes with type RECORDS");
    }
  }

  /**
   * A number between two bounds, both included.
   *
   * @param name the key
   * @param unit the unit in words
   * @param defaultValue the value when absent
   * @param minimum the smallest value allowed
   * @param maximum the largest value allowed
   * @param description one line
   * @return the parameter
   */
  public static ParameterSpec decimal(
      String name,
      String unit,
      double defaultValue,
      double minimum,
      double maximum,
      String description) {
    return bounded(name, ParameterType.DECIMAL, unit, defaultValue, minimum, maximum, description);
  }

  /**
   * A whole number between two bounds, both included.
   *
   * @param name the key
   * @param unit the unit in words
   * @param defaultValue the value when absent
   * @param minimum the smallest value allowed
   * @param maximum the largest value allowed
   * @param description one line
   * @return the parameter
   */
  public static ParameterSpec integer(
      String name, String unit, long defaultValue, long minimum, long maximum, String description) {
    return bounded(
        name,
        ParameterType.INTEGER,
        unit,
        defaultValue,
        (double) minimum,
        (double) maximum,
        description);
  }

  /**
   * A list of whole numbers, each between two bounds, both included.
   *
   * @param name the key
   * @param unit the unit in words
   * @param defaultValue the value when absent
   * @param minimum the smallest element allowed
   * @param maximum the largest element allowed
   * @param description one line
   * @return the parameter
   */
  public static ParameterSpec integers(
      String name,
      String unit,
      List<Long> defaultValue,
      long minimum,
      long maximum,
      String description) {
    return bounded(
        name,
        ParameterType.INTEGERS,
        unit,
        List.copyOf(defaultValue),
        (double) minimum,
        (double) maximum,
        description);
  }

  /**
   * A list of numbers, each between two bounds, both included.
   *
   * @param name the key
   * @param unit the unit in words
   * @param defaultValue the value when absent
   * @param minimum the smallest element allowed
   * @param maximum the largest element allowed
   * @param description one line
   * @return the parameter
   */
  public static ParameterSpec decimals(
      String name,
      String unit,
      List<Double> defaultValue,
      double minimum,
      double maximum,
      String description) {
    return bounded(
        name,
        ParameterType.DECIMALS,
        unit,
        List.copyOf(defaultValue),
        minimum,
        maximum,
        description);
  }

  /**
   * True or false.
   *
   * @param name the key
   * @param defaultValue the value when absent
   * @param description one line
   * @return the parameter
   */
  public static ParameterSpec flag(String name, boolean defaultValue, String description) {
    return bounded(name, ParameterType.FLAG, "1", defaultValue, null, null, description);
  }

  /**
   * One of several texts.
   *
   * @param name the key
   * @param defaultValue the value when absent
   * @param choices the texts allowed, at least one
   * @param description one line
   * @return the parameter
   */
  public static ParameterSpec choice(
      String name, String defaultValue, List<String> choices, String description) {
    return new ParameterSpec(
        name,
        ParameterType.TEXT,
        "1",
        defaultValue,
        false,
        null,
        null,
        choices,
        Optional.empty(),
        description);
  }

  /**
   * Any text.
   *
   * @param name the key
   * @param defaultValue the value when absent, null for none
   * @param description one line
   * @return the parameter
   */
  public static ParameterSpec text(String name, @Nullable String defaultValue, String description) {
    return bounded(name, ParameterType.TEXT, "1", defaultValue, null, null, description);
  }

  /**
   * A list of texts.
   *
   * @param name the key
   * @param defaultValue the value if it is absent
   * @param description one line that says what it does
   * @return the specification
   */
  public static ParameterSpec texts(String name, List<String> defaultValue, String description) {
    return bounded(
        name, ParameterType.TEXTS, "1", List.copyOf(defaultValue), null, null, description);
  }

  /**
   * A list of records with a table of their own.
   *
   * @param name the key
   * @param table the parameters of each record
   * @param description one line
   * @return the parameter, required
   */
  public static ParameterSpec records(String name, ParameterTable table, String description) {
    return new ParameterSpec(
        name,
        ParameterType.RECORDS,
        "1",
        null,
        true,
        null,
        null,
        List.of(),
        Optional.of(table),
        description);
  }

  /**
   * Returns the same parameter without a default, so that the key must be present.
   *
   * @return a required parameter
   */
  public ParameterSpec asRequired() {
    return new ParameterSpec(
        name, type, unit, null, true, minimum, maximum, choices, records, description);
  }

  /**
   * Returns the same parameter without a default, so that its absence can be told.
   *
   * @return an optional parameter
   */
  public ParameterSpec asOptional() {
    return new ParameterSpec(
        name, type, unit, null, false, minimum, maximum, choices, records, description);
  }

  /**
   * Returns the values allowed, in words.
   *
   * @return for example {@code a number from 0 to 1} or {@code one of relu, tanh}
   */
  public String expected() {
    if (!choices.isEmpty()) {
      return "one of " + String.join(", ", choices);
    }
    if (isOpenBelow() && isOpenAbove()) {
      return type.words();
    }
    return type.words() + bounds();
  }

  private String bounds() {
    if (maximum == null || isOpenAbove()) {
      return minimum == null ? "" : " of at least " + plain(minimum);
    }
    return minimum == null || isOpenBelow()
        ? " of at most " + plain(maximum)
        : " from " + plain(minimum) + " to " + plain(maximum);
  }

  private boolean isOpenBelow() {
    return minimum == null || minimum.isInfinite();
  }

  private boolean isOpenAbove() {
    return maximum == null || maximum >= (isOfDecimals() ? Double.MAX_VALUE : 1L << 53);
  }

  private boolean isOfDecimals() {
    return type == ParameterType.DECIMAL || type == ParameterType.DECIMALS;
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static ParameterSpec bounded(
      String name,
      ParameterType type,
      String unit,
      @Nullable Object defaultValue,
      @Nullable Double minimum,
      @Nullable Double maximum,
      String description) {
    return new ParameterSpec(
        name,
        type,
        unit,
        defaultValue,
        false,
        minimum,
        maximum,
        List.of(),
        Optional.empty(),
        description);
  }
}
