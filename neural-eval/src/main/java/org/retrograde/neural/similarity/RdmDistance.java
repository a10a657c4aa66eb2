// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.similarity;

import java.util.Arrays;
import java.util.List;

/** How far the patterns that two stimuli evoke are from each other. */
public enum RdmDistance {
  /** 1 - r across units; NaN where a pattern is constant. */
  CORRELATION("correlation"),
  /** The mean over units of the squared difference. */
  SQUARED_EUCLIDEAN("squared-euclidean"),
  /** 1 - the cosine of the angle; NaN where a pattern is 0. */
  COSINE("cosine");

  /** Equal patterns may seem to be this part of their squares apart. */
  private static final double ROUNDING = 1e-14;

  private final String key;

  RdmDistance(String key) {
    this.key = key;
  }

  /**
   * Returns the name users write.
   *
   * @return lower-case words joined by hyphens
   */
  public String key() {
    return key;
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(RdmDistance::key).toList();
  }

  static RdmDistance of(String key) {
    return Arrays.stream(values()).filter(d -> d.key.equals(key)).findFirst().orElseThrow();
  }

  boolean isCentred() {
    return this == CORRELATION;
  }

  /** The distance from the inner products of the patterns a and b, centred if it is centred. */
  double between(double aa, double ab, double bb, int units) {
    if (this == SQUARED_EUCLIDEAN) {
      double distance = aa - 2 * ab + bb;
      return distance < ROUNDING * (aa + bb) ? 0 : distance / units;
    }
    double cosine = ab / (Math.sqrt(aa) * Math.sqrt(bb));
    return 1 - Math.max(-1, Math.min(1, cosine));
  }
}
