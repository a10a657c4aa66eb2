// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.split;

import java.util.Arrays;

/**
 * The random numbers of NumPy's legacy RandomState, which published splits were drawn with. Not
 * safe for use by several threads.
 */
public final class RandomState {

  private final MersenneTwister words;

  /**
   * Seeds.
   *
   * @param seed as in {@code numpy.random.RandomState(seed)}
   */
  public RandomState(int seed) {
    words = new MersenneTwister(seed);
  }

  /**
   * Draws a whole number.
   *
   * @param max the largest, at least 0; 0 draws nothing
   * @return from 0 to {@code max}, both included
   */
  public int interval(int max) {
    if (max == 0) {
      return 0;
    }
    int mask = -1 >>> Integer.numberOfLeadingZeros(max);
    int value = words.nextWord() & mask;
    while (value > max) {
      value = words.nextWord() & mask;
    }
    return value;
  }

  /**
   * Draws a number from the unit interval.
   *
   * @return at least 0 and less than 1, a multiple of 2⁻⁵³
   */
  public double uniform() {
    int high = words.nextWord() >>> 5;
    int low = words.nextWord() >>> 6;
    return (high * 0x1.0p26 + low) * 0x1.0p-53;
  }

  /**
   * Shuffles in place.
   *
   * @param values what to shuffle
   */
  public void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = interval(i);
      int kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
  }

  /**
   * Returns whole numbers in random order.
   *
   * @param size how many
   * @return 0 to {@code size - 1}, shuffled
   */
  public int[] permutation(int size) {
    int[] order = new int[size];
    Arrays.setAll(order, i -> i);
    shuffle(order);
    return order;
  }

  /**
   * Returns values in random order.
   *
   * @param values what to permute, left as it is
   * @return a shuffled copy
   */
  public int[] permuted(int[] values) {
    return choice(values, values.length);
  }

  /**
   * Draws some of several values, none of them twice.
   *
   * @param values what to draw from
   * @param count how many to draw, at most as many as there are
   * @return the first of them in random order
   */
  public int[] choice(int[] values, int count) {
    int[] order = permutation(values.length);
    return Arrays.stream(order, 0, count).map(i -> values[i]).toArray();
  }
}
