// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

/**
 * What is done to a group's gradients before weight decay is added and the optimiser sees them:
 * first they are clipped, then signs take their place.
 *
 * @param clip which bound they are given
 * @param at the bound, above 0; 1 for {@link Clip#NONE}
 * @param manhattan whether each is replaced by its sign, that of 0 being 0 ("batch Manhattan",
 *     Liao, Leibo and Poggio 2016)
 */
public record GradientTreatment(Clip clip, double at, boolean manhattan) {

  /** The ways of clipping. */
  public enum Clip {
    /** Gradients of any size pass. */
    NONE,
    /** Where the norm of the whole group's gradients is above the bound, they are scaled to it. */
    NORM,
    /** Each gradient is moved to the nearest number from -bound to bound. */
    VALUE
  }

  /** Checks the bound. */
  public GradientTreatment {
    if (!(at > 0) || Double.isInfinite(at)) {
      throw new IllegalArgumentException("gradients are clipped above 0, found " + at);
    }
  }

  /**
   * Gradients as they are.
   *
   * @return the treatment
   */
  public static GradientTreatment none() {
    return new GradientTreatment(Clip.NONE, 1, false);
  }
}
