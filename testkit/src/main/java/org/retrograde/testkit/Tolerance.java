// SPDX-License-Identifier: Apache-2.0

package org.retrograde.testkit;

import java.util.Arrays;
import org.retrograde.engine.checkpoint.NamedArray;

/**
 * How closely two numbers that mean the same have to agree, and why no closer.
 *
 * <p>Arrays agree when {@code |got - expected| <= absolute + relative * max |expected|} at every
 * element, the maximum taken over the whole array; NaN agrees with nothing.
 *
 * @param name what the class of comparison is called in messages
 * @param relative the part that scales with the largest expected magnitude, at least 0
 * @param absolute the part that does not, at least 0
 * @param reason where the difference comes from
 */
public record Tolerance(String name, double relative, double absolute, String reason) {

  /** The same operations on the same numbers in the same order. */
  public static final Tolerance EXACT =
      new Tolerance("exact", 0, 0, "nothing is computed differently");

  /** float64, a short computation in another order. */
  public static final Tolerance DOUBLE =
      new Tolerance("double", 1e-10, 1e-12, "float64 rounds at 1e-16 and the sums are short");

  /** A number that was written down with eight decimals, small ones with more. */
  public static final Tolerance WRITTEN =
      new Tolerance("written", 0, 1e-8, "the expected number was rounded to eight decimals");

  /** A number that was written down with six decimals. */
  public static final Tolerance WRITTEN_SHORT =
      new Tolerance("written short", 0, 1e-6, "the expected number was rounded to six decimals");

  /** An estimate from simulated noise, beside the quantity that it estimates. */
  public static final Tolerance SIMULATED =
      new Tolerance("simulated", 0, 0.02, "an estimate from some hundred simulated neurons varies");

  /** A reliability that was estimated from one halving of a simulated neuroid's trials. */
  public static final Tolerance SIMULATED_RELIABILITY =
      new Tolerance(
          "simulated reliability",
          0,
          0.1,
          "over 2000 stimuli one halving has a standard error of 0.022, of which this is 4.5");

  /** float64, the solution of a linear system or an eigenproblem by another way. */
  public static final Tolerance SOLUTION =
      new Tolerance(
          "solution", 1e-9, 1e-9, "solving multiplies roundings by the condition of the system");

  /** An angle of about 0 in degrees, from an arc cosine in float64. */
  public static final Tolerance SMALL_ANGLE =
      new Tolerance("small angle", 1e-10, 1e-5, "an arc cosine near 1 keeps half of the digits");

  /** Central differences of a float64 function with {@link FiniteDifferences}. */
  public static final Tolerance FINITE_DIFFERENCES =
      new Tolerance(
          "finite differences",
          1e-6,
          1e-7,
          "a difference over a step of 6e-6 loses 5 of 16 digits");

  /** float32, one operation in another order. */
  public static final Tolerance FLOAT =
      new Tolerance(
          "float", 1e-5, 1e-7, "float32 rounds at 6e-8 and a sum adds some tens of roundings");

  /** float32, several layers or steps, each of which passes its rounding on. */
  public static final Tolerance ACCUMULATED =
      new Tolerance(
          "accumulated", 2e-4, 2e-6, "roundings of float32 grow through layers and steps");

  /** float32 on another device or kernel library, whose algorithms differ. */
  public static final Tolerance DEVICE =
      new Tolerance(
          "device", 2e-3, 2e-5, "other devices sum in another order and by other algorithms");

  /** Checks the bounds. */
  public Tolerance {
    if (!(relative >= 0) || !(absolute >= 0)) {
      throw new IllegalArgumentException(
          "bounds are at least 0, found " + relative + " and " + absolute);
    }
  }

  /**
   * Tells whether two arrays agree.
   *
   * @param got what was computed
   * @param expected what it should be
   * @return true if they have the same length and agree at every element
   */
  public boolean agree(double[] got, double[] expected) {
    return got.length == expected.length && firstDisagreement(got, expected) < 0;
  }

  /**
   * Fails unless two arrays agree.
   *
   * @param what what is compared, for the message
   * @param got what was computed
   * @param expected what it should be
   * @throws AssertionError naming the worst element and the bound it breaks
   */
  public void requireAgree(String what, double[] got, double[] expected) {
    if (got.length != expected.length) {
      throw new AssertionError(what + ": " + got.length + " values, expected " + expected.length);
    }
    if (firstDisagreement(got, expected) >= 0) {
      int worst = worst(got, expected);
      throw new AssertionError(
          what
              + ": "
              + got[worst]
              + " at "
              + worst
              + ", expected "
              + expected[worst]
              + " within "
              + bound(expected)
              + " (tolerance '"
              + name
              + "': "
              + reason
              + ")");
    }
  }

  /**
   * Fails unless two numbers agree.
   *
   * @param what what is compared, for the message
   * @param got what was computed
   * @param expected what it should be
   * @throws AssertionError naming both numbers and the bound
   */
  public void requireAgree(String what, double got, double expected) {
    requireAgree(what, new double[] {got}, new double[] {expected});
  }

  /**
   * Fails unless two arrays have the same shape and agree.
   *
   * @param what what is compared, for the message
   * @param got what was computed
   * @param expected what it should be
   * @throws AssertionError naming both shapes, or the worst element and the bound it breaks
   */
  public void requireAgree(String what, NamedArray got, NamedArray expected) {
    if (!got.shape().equals(expected.shape())) {
      throw new AssertionError(what + ": shape " + got.shape() + ", expected " + expected.shape());
    }
    requireAgree(what, Values.of(got), Values.of(expected));
  }

  private int firstDisagreement(double[] got, double[] expected) {
    double bound = bound(expected);
    for (int i = 0; i < got.length; i++) {
      if (!(Math.abs(got[i] - expected[i]) <= bound)) {
        return i;
      }
    }
    return -1;
  }

  private double bound(double[] expected) {
    return absolute + relative * Arrays.stream(expected).map(Math::abs).max().orElse(0);
  }

  private static int worst(double[] got, double[] expected) {
    int worst = 0;
    for (int i = 0; i < got.length; i++) {
      double difference = Math.abs(got[i] - expected[i]);
      if (Double.isNaN(difference)) {
        return i;
      }
      worst = difference > Math.abs(got[worst] - expected[worst]) ? i : worst;
    }
    return worst;
  }
}
