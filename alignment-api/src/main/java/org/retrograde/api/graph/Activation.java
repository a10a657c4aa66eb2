// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The element-wise nonlinearities. */
public enum Activation {
  /** {@code y}. */
  LINEAR,
  /** {@code max(0, y)}. */
  RELU,
  /** {@code y} where positive, {@code exp(y) - 1} elsewhere. */
  ELU,
  /** {@code tanh(y)}. */
  TANH,
  /** {@code 1 / (1 + exp(-y))}. */
  SIGMOID;

  /**
   * Returns the name users write.
   *
   * @return the lower-case name
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the activation of a name.
   *
   * @param id a lower-case name, already checked against {@link #ids()}
   * @return the activation
   */
  public static Activation of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }

  /**
   * Returns the names users may write.
   *
   * @return the names
   */
  public static List<String> ids() {
    return Arrays.stream(values()).map(Activation::id).toList();
  }
}
