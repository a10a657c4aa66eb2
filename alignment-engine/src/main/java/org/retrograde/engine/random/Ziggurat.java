// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.random;

/**
 * The standard normal distribution as a function of 64 random bits (Marsaglia and Tsang, "The
 * ziggurat method for generating random variables", 2000, with 256 layers). Layer and abscissa come
 * from different bits (Doornik 2005); one draw in a hundred needs more bits, which are mixed from
 * the first.
 */
final class Ziggurat {

  private static final int LAYERS = 256;

  /** Where the tail begins. */
  private static final double TAIL = 3.654152885361009;

  /** The area of each layer: r f(r) and the tail's area beyond r, f(x) = exp(-x²/2). */
  private static final double AREA = 0.004928673233974655;

  /** The layers' right edges from the base up, 0 at the top; the base is as long as its area. */
  private final double[] edges = new double[LAYERS + 1];

  private final double[] densities = new double[LAYERS + 1];

  /** Computes the layers. */
  Ziggurat() {
    edges[0] = AREA / density(TAIL);
    edges[1] = TAIL;
    for (int i = 2; i < LAYERS; i++) {
      double below = edges[i - 1];
      edges[i] = Math.sqrt(-2 * StrictMath.log(AREA / below + density(below)));
    }
    for (int i = 0; i <= LAYERS; i++) {
      densities[i] = density(edges[i]);
    }
  }

  /**
   * Returns a normal number.
   *
   * @param random 64 random bits
   * @return mean 0, variance 1
   */
  double normal(long random) {
    int layer = (int) random & (LAYERS - 1);
    double x = Bits.signedUnit(random) * edges[layer];
    return Math.abs(x) < edges[layer + 1] ? x : atTheEdge(random, layer, x);
  }

  /** Apart from the rest, which is then short enough to be inlined. */
  private double atTheEdge(long random, int layer, double x) {
    long bits = Bits.mix(random + Bits.GAMMA);
    if (layer == 0) {
      return Math.copySign(tail(bits), x);
    }
    double height = densities[layer + 1] - densities[layer];
    boolean below = densities[layer] + Bits.unit(bits) * height < density(x);
    return below ? x : normal(Bits.mix(bits + Bits.GAMMA));
  }

  /** Marsaglia's method for the tail (Technometrics 6, 1964). */
  private static double tail(long random) {
    long bits = random;
    while (true) {
      double beyond = -StrictMath.log(1 - Bits.unit(bits)) / TAIL;
      bits = Bits.mix(bits + Bits.GAMMA);
      double y = -StrictMath.log(1 - Bits.unit(bits));
      if (2 * y > beyond * beyond) {
        return TAIL + beyond;
      }
      bits = Bits.mix(bits + Bits.GAMMA);
    }
  }

  private static double density(double x) {
    return StrictMath.exp(-x * x / 2);
  }
}
