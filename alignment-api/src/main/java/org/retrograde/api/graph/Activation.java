// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

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
   * Adds the nonlinearity to a graph.
   *
   * @param y any shape
   * @return y's shape; y itself for {@link #LINEAR}
   */
  public SDVariable apply(SDVariable y) {
    SameDiff graph = y.getSameDiff();
    return switch (this) {
      case LINEAR -> y;
      case RELU -> graph.nn().relu(y, 0);
      case ELU -> graph.nn().elu(y);
      case TANH -> graph.math().tanh(y);
      case SIGMOID -> graph.nn().sigmoid(y);
    };
  }

  /**
   * Returns its value at 0.
   *
   * @return one half for {@link #SIGMOID}, else 0
   */
  public double at0() {
    return this == SIGMOID ? 0.5 : 0;
  }

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
