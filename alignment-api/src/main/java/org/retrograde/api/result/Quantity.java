// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.result;

/**
 * What is measured on a fixed batch, with K the kernel that carries the error: B, or a function of
 * W or B in W's shape.
 */
public enum Quantity {
  /** The angle between W and K as flat vectors, from 0 to 180. */
  WEIGHT_ANGLE("weightAngleDegrees", "angle between W and B", "°"),
  /** |K| / |W|. */
  NORM_RATIO("normRatio", "|B| / |W|", ""),
  /**
   * The fraction of entries at which W and K have the same sign; entries where one is 0 do not
   * count.
   */
  SIGN_AGREEMENT("signAgreement", "equal signs of W and B", ""),
  /**
   * The largest singular value of K, or of B of another shape, as a matrix with the last axis for
   * columns.
   */
  SPECTRAL_NORM("spectralNorm", "largest singular value of B", ""),
  /** The angle between T_K(dy) and T_W(dy): one incoming error, carried both ways. */
  LOCAL_ERROR_ANGLE("localErrorAngleDegrees", "local error angle", "°"),
  /**
   * The angle between the gradient that moves W and that of backpropagation at the same weights.
   */
  GRADIENT_ANGLE("gradientAngleDegrees", "true gradient angle", "°"),
  /** The angle between C_K(x) and C_W(x). */
  PROJECTION_ANGLE("projectionAngleDegrees", "projection angle", "°");

  private final String key;
  private final String title;
  private final String unit;

  Quantity(String key, String title, String unit) {
    this.key = key;
    this.title = title;
    this.unit = unit;
  }

  /**
   * Returns the name in files.
   *
   * @return a name in camelCase
   */
  public String key() {
    return key;
  }

  /**
   * Returns the name for readers.
   *
   * @return a few words
   */
  public String title() {
    return title;
  }

  /**
   * Returns what stands after a value.
   *
   * @return the sign of degrees, or nothing
   */
  public String unit() {
    return unit;
  }
}
