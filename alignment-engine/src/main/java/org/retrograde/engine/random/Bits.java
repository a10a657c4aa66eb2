// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.random;

/** Random bits as a function of a counter: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
final class Bits {

  /** The step between counters. */
  static final long GAMMA = 0x9E3779B97F4A7C15L;

  private Bits() {}

  static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }

  /** A multiple of 2⁻⁵³ from 0 to less than 1. */
  static double unit(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }

  /** A multiple of 2⁻⁵² from -1 to less than 1. */
  static double signedUnit(long bits) {
    return (bits >> 11) * 0x1.0p-52;
  }
}
