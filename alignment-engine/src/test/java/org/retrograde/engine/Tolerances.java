// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine;

import org.assertj.core.data.Offset;

/** The tolerances of this module's tests. */
public final class Tolerances {

  private Tolerances() {}

  /**
   * Central differences with step 1e-5 in float64: the error is of the order of the step squared
   * plus rounding divided by the step, about 1e-10 for values near 1; a wrong formula is off by far
   * more.
   */
  public static final double DIFFERENCE_STEP = 1e-5;

  /** See {@link #DIFFERENCE_STEP}; relative to the largest entry of the array. */
  public static final double DIFFERENCE = 1e-7;

  /**
   * Sums of up to some thousand products in float32, taken in another order: rounding errors of
   * 6e-8 add up like a random walk; relative to the largest entry of the array.
   */
  public static final double ACCUMULATED = 2e-5;

  /**
   * Sums of some hundred products whose factors have 8 significant bits: each errs by up to 2^-8,
   * at random, relative to the largest entry of the array.
   */
  public static final double NARROW = 1e-2;

  /** One operation in float32 rounds to about 6e-8 of the result. */
  public static final Offset<Double> FLOAT = Offset.offset(1e-6);

  /** Double precision after a handful of operations. */
  public static final Offset<Double> DOUBLE = Offset.offset(1e-12);

  /**
   * How many standard errors an estimate from random numbers may be off: a right generator fails
   * once in 150,000 seeds, and tests have fixed seeds.
   */
  public static final double STANDARD_ERRORS = 4.5;

  /**
   * The largest distance between an empirical and its true distribution function, times the root of
   * the sample size, by Kolmogorov's limit law: exceeded by a right generator once in 1,000 seeds
   * (2 exp(-2 · 1.95²)).
   */
  public static final double KOLMOGOROV = 1.95;
}
