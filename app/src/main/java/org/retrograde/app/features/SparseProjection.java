// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.features;

import java.util.Arrays;
import org.retrograde.api.random.RandomStream;

/**
 * A very sparse random projection (Li, Hastie and Church, KDD 2006, section 2): of n values each
 * result sums a share of 1 / sqrt(n) on average, each with a random sign, times a factor by which
 * squared lengths stay the same on average.
 */
final class SparseProjection implements Reduction.Reducer {

  private final int[][] places;
  private final float[][] factors;

  private SparseProjection(int[][] places, float[][] factors) {
    this.places = places;
    this.factors = factors;
  }

  /** Draws a projection of {@code size} values to {@code features}. */
  static SparseProjection draw(int size, int features, RandomStream stream) {
    double share = 1 / Math.sqrt(size);
    float factor = (float) (1 / Math.sqrt(share * features));
    int[][] places = new int[features][];
    float[][] factors = new float[features][];
    for (int i = 0; i < features; i++) {
      places[i] = places(size, share, stream);
      factors[i] = new float[places[i].length];
      for (int j = 0; j < factors[i].length; j++) {
        factors[i][j] = stream.nextInt(2) == 0 ? -factor : factor;
      }
    }
    return new SparseProjection(places, factors);
  }

  /** Each place is taken with the same probability: gaps between those taken are geometric. */
  private static int[] places(int size, double share, RandomStream stream) {
    int[] places = new int[16];
    int count = 0;
    double place = gap(share, stream);
    while (place < size) {
      places = count < places.length ? places : Arrays.copyOf(places, 2 * count);
      places[count] = (int) place;
      count++;
      place += 1 + gap(share, stream);
    }
    return Arrays.copyOf(places, count);
  }

  private static double gap(double share, RandomStream stream) {
    return Math.floor(StrictMath.log1p(-stream.nextDouble()) / StrictMath.log1p(-share));
  }

  @Override
  public int features() {
    return places.length;
  }

  @Override
  public void reduce(float[] values, int from, float[] target, int to) {
    for (int i = 0; i < places.length; i++) {
      double sum = 0;
      for (int j = 0; j < places[i].length; j++) {
        sum += values[from + places[i][j]] * factors[i][j];
      }
      target[to + i] = (float) sum;
    }
  }
}
