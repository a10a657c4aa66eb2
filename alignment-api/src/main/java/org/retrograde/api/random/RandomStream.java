// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.random;

import java.nio.charset.StandardCharsets;

/**
 * A stream of random numbers derived from (seed, purpose, index), whose position can be saved and
 * restored.
 *
 * <p>SplitMix64 (Steele, Lea and Flood, OOPSLA 2014, figure 13): the k-th number is a bijective mix
 * of {@code key + k · γ}, so a stream is determined by its key and its position alone. Not safe for
 * use by several threads.
 */
public final class RandomStream {

  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private final long key;
  private long position;

  private RandomStream(long key, long position) {
    this.key = key;
    this.position = position;
  }

  /**
   * Derives a stream.
   *
   * @param seed the seed of the run
   * @param purpose what the numbers are for, such as {@code initial-weights/conv1}
   * @param index the place in a series of streams of one purpose, such as the epoch
   * @return the stream at position 0
   */
  public static RandomStream of(long seed, String purpose, long index) {
    long key = mix(seed + GAMMA);
    for (byte b : purpose.getBytes(StandardCharsets.UTF_8)) {
      key = mix(key ^ (b + GAMMA));
    }
    return new RandomStream(mix(key ^ mix(index + GAMMA)), 0);
  }

  /**
   * Returns how many numbers have been drawn.
   *
   * @return the position, at least 0
   */
  public long position() {
    return position;
  }

  /**
   * Moves the stream.
   *
   * @param newPosition a position that {@link #position()} returned
   */
  public void moveTo(long newPosition) {
    position = newPosition;
  }

  /**
   * Draws 64 random bits.
   *
   * @return any long, uniformly distributed
   */
  public long nextLong() {
    position++;
    return mix(key + position * GAMMA);
  }

  /**
   * Draws a number from the unit interval.
   *
   * @return at least 0 and less than 1, a multiple of 2⁻⁵³
   */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /**
   * Draws a number from the standard normal distribution (Box and Muller; two positions a number).
   *
   * @return mean 0, variance 1
   */
  public double nextGaussian() {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * nextDouble());
  }

  /**
   * Draws a whole number below a bound.
   *
   * @param bound the bound, at least 1
   * @return at least 0 and less than the bound; the bias of at most bound · 2⁻⁵³ is accepted for a
   *     fixed cost
   * @throws IllegalArgumentException if the bound is less than 1
   */
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("a bound is at least 1, found " + bound);
    }
    return (int) (nextDouble() * bound);
  }

  /**
   * Returns the numbers 0 to size - 1 in random order (Fisher and Yates).
   *
   * @param size how many
   * @return a new array
   */
  public int[] permutation(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
