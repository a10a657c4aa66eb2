// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.split;

/**
 * MT19937 (Matsumoto and Nishimura, 1998), seeded as NumPy's RandomState seeds it from one small
 * whole number.
 */
final class MersenneTwister {

  private static final int LENGTH = 624;
  private static final int SHIFT = 397;
  private static final int UPPER = 0x80000000;
  private static final int TWIST = 0x9908b0df;

  private final int[] state = new int[LENGTH];
  private int next = LENGTH;

  MersenneTwister(int seed) {
    state[0] = seed;
    for (int i = 1; i < LENGTH; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  /** Returns 32 random bits. */
  int nextWord() {
    if (next == LENGTH) {
      refill();
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  private void refill() {
    for (int i = 0; i < LENGTH; i++) {
      int y = (state[i] & UPPER) | (state[(i + 1) % LENGTH] & ~UPPER);
      state[i] = state[(i + SHIFT) % LENGTH] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : TWIST);
    }
    next = 0;
  }
}
