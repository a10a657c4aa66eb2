// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

import java.util.Locale;

/** The element-wise nonlinearities that kernel libraries know by name. */
public enum ActivationKind {
  /** {@code max(0, x)}. */
  RELU,
  /** The hyperbolic tangent. */
  TANH,
  /** {@code 1 / (1 + exp(-x))}. */
  SIGMOID,
  /** {@code x} where positive, {@code exp(x) - 1} elsewhere. */
  ELU;

  /**
   * Returns the name in listings.
   *
   * @return lower-case
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
