// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

/**
 * The sums over two vectors from which their angle and the ratio of their norms follow.
 *
 * @param firstSquared |a|²
 * @param secondSquared |b|²
 * @param mixed {@code <a, b>}
 */
record VectorPair(double firstSquared, double secondSquared, double mixed) {

  static VectorPair none() {
    return new VectorPair(0, 0, 0);
  }

  /** Sums in double precision: small angles need it. */
  static VectorPair of(double[] first, double[] second) {
    double a = 0;
    double b = 0;
    double ab = 0;
    for (int i = 0; i < first.length; i++) {
      a += first[i] * first[i];
      b += second[i] * second[i];
      ab += first[i] * second[i];
    }
    return new VectorPair(a, b, ab);
  }

  /** Those of the vectors put end to end. */
  VectorPair with(VectorPair other) {
    return new VectorPair(
        firstSquared + other.firstSquared,
        secondSquared + other.secondSquared,
        mixed + other.mixed);
  }

  /** From 0 to 180; NaN if either is zero. */
  double angleDegrees() {
    double cosine = mixed / Math.sqrt(firstSquared * secondSquared);
    return Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, cosine))));
  }

  /** |b| / |a|; NaN if both are zero. */
  double ratio() {
    return Math.sqrt(secondSquared / firstSquared);
  }
}
