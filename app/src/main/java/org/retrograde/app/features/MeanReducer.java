// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.features;

/**
 * Takes means over positions.
 *
 * @param positions the number of positions; with one, values stay as they are
 * @param features the number of values at a position
 */
record MeanReducer(int positions, int features) implements Reduction.Reducer {

  @Override
  public void reduce(float[] values, int from, float[] target, int to) {
    if (positions == 1) {
      System.arraycopy(values, from, target, to, features);
      return;
    }
    for (int feature = 0; feature < features; feature++) {
      double sum = 0;
      for (int position = 0; position < positions; position++) {
        sum += values[from + position * features + feature];
      }
      target[to + feature] = (float) (sum / positions);
    }
  }
}
