// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

/**
 * A key of an experiment file in words.
 *
 * @param path the keys that lead to it and its own, joined by dots
 * @param expected the values allowed, with their type and range
 * @param unit the unit, {@code 1} for a pure number
 * @param byDefault the value when absent, {@code required} or {@code none}
 * @param when what must hold for the key to be used, empty if it always is
 * @param description what it does
 */
public record KeyText(
    String path, String expected, String unit, String byDefault, String when, String description) {

  /**
   * Returns the key as one line.
   *
   * @return path, description, unit, values and default
   */
  public String line() {
    String measure = unit.equals("1") ? "" : " in " + unit;
    String condition = when.isEmpty() ? "" : "; with " + when;
    return path
        + ": "
        + description
        + " ["
        + expected
        + measure
        + "; default "
        + byDefault
        + condition
        + "]";
  }

  String row() {
    return "| `"
        + path
        + "` | "
        + cell(expected)
        + " | "
        + unit(unit)
        + " | "
        + byDefault(byDefault)
        + " | "
        + cell(description)
        + " |";
  }

  private static String unit(String unit) {
    return unit.equals("1") ? "" : unit;
  }

  private static String byDefault(String text) {
    return text.equals("required") || text.equals("none") ? text : "`" + text + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
