// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.retrograde.engine.Tolerances;

final class ZigguratTest {

  private static final double TAIL = 3.654152885361009;
  private static final int DRAWS = 100_000;

  /** Bits of the lowest layer (the last eight are 0) and of an abscissa in its outermost 1/32. */
  private static long beyondTheLayers(long i) {
    return (Bits.mix(i * Bits.GAMMA) >>> 6 & ~0xFFL) | 0x1FL << 58;
  }

  /** ∫ (x - TAIL)^power exp(-x²/2) dx beyond the tail's beginning, by the midpoint rule. */
  private static double moment(int power) {
    double width = 1e-4;
    double sum = 0;
    for (double beyond = width / 2; beyond < 6; beyond += width) {
      double x = TAIL + beyond;
      sum += Math.pow(beyond, power) * Math.exp(-x * x / 2) * width;
    }
    return sum;
  }

  @Test
  void the_tail_has_the_mean_of_the_distribution() {
    Ziggurat ziggurat = new Ziggurat();
    double found =
        LongStream.range(0, DRAWS)
            .mapToDouble(i -> ziggurat.normal(beyondTheLayers(i)) - TAIL)
            .peek(beyond -> assertThat(beyond).isNotNegative())
            .average()
            .orElseThrow();
    double mean = moment(1) / moment(0);
    double variance = moment(2) / moment(0) - mean * mean;
    assertThat(Math.abs(found - mean) / Math.sqrt(variance / DRAWS))
        .isLessThan(Tolerances.STANDARD_ERRORS);
  }
}
