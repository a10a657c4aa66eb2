// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.plugin;

/** The types of value that a parameter may have. */
public enum ParameterType {
  /** A whole number, a {@link Long} when bound. */
  INTEGER("a whole number"),
  /** A finite number, a {@link Double} when bound. */
  DECIMAL("a number"),
  /** {@code true} or {@code false}. */
  FLAG("true or false"),
  /** Text; one of the choices where the parameter lists any. */
  TEXT("text"),
  /** A list of whole numbers. */
  INTEGERS("a list of whole numbers"),
  /** A list of finite numbers, each a {@link Double} when bound. */
  DECIMALS("a list of numbers"),
  /** A list of texts, each a {@link String} when bound; one text may stand for a list of one. */
  TEXTS("a list of texts"),
  /** A list of records, each checked against the parameter's own table. */
  RECORDS("a list of records");

  private final String words;

  ParameterType(String words) {
    this.words = words;
  }

  /**
   * Returns the type in the words of an error message.
   *
   * @return for example {@code a whole number}
   */
  public String words() {
    return words;
  }
}
