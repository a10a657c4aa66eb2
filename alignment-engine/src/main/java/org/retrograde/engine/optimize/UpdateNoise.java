// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

/**
 * Noise on parameters: after each of an optimiser's updates, {@code p += η ξ} with η the rate of
 * that step, schedule included, and ξ independent for each element and step. It is no part of the
 * optimiser's state. For SGD without momentum this is the same as noise on the gradient.
 *
 * @param kind the distribution of ξ, whose mean is 0
 * @param standardDeviation σ of ξ, at least 0; 0 for {@link Kind#NONE}
 */
public record UpdateNoise(Kind kind, double standardDeviation) {

  /** The distributions. */
  public enum Kind {
    /** No noise. */
    NONE,
    /** N(0, σ²). */
    NORMAL,
    /** U(-√3 σ, √3 σ). */
    UNIFORM
  }

  /** Checks the deviation. */
  public UpdateNoise {
    if (!(standardDeviation >= 0) || Double.isInfinite(standardDeviation)) {
      throw new IllegalArgumentException(
          "standardDeviation is at least 0, found " + standardDeviation);
    }
  }

  /**
   * No noise.
   *
   * @return the settings
   */
  public static UpdateNoise none() {
    return new UpdateNoise(Kind.NONE, 0);
  }
}
