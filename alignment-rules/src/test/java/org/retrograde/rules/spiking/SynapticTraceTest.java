// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules.spiking;

import static org.retrograde.testkit.Tolerance.DOUBLE;

import org.junit.jupiter.api.Test;
import org.retrograde.api.random.RandomStream;

final class SynapticTraceTest {

  private static final SpikingConstants.Synapse SYNAPSE = SpikingConstants.standard().synapse();
  private static final int CHANNELS = 5;
  private static final int STEPS = 400;

  /** Bursts at every step of a channel, silence of another, and anything between. */
  private static double[][] arrivals() {
    RandomStream random = RandomStream.of(1, "arrivals", 0);
    double[][] arrivals = new double[STEPS][CHANNELS];
    for (double[] row : arrivals) {
      for (int i = 0; i < CHANNELS; i++) {
        row[i] = random.nextDouble() * (CHANNELS - 1) < i ? 1 + random.nextInt(3) : 0;
      }
    }
    return arrivals;
  }

  @Test
  void the_recursion_is_the_sum_over_the_last_30_steps() {
    double[][] arrivals = arrivals();
    SynapticTrace trace = new SynapticTrace(CHANNELS, SYNAPSE);
    for (int t = 0; t < STEPS; t++) {
      trace.advance(arrivals[t]);
      DOUBLE.requireAgree("step " + t, trace.values(), directSum(arrivals, t));
    }
  }

  private static double[] directSum(double[][] arrivals, int now) {
    double[] sum = new double[CHANNELS];
    for (int j = 1; j <= 30 && j <= now + 1; j++) {
      double kernel = (Math.exp(-j / 10.0) - Math.exp(-j / 3.0)) / (10 - 3);
      for (int i = 0; i < CHANNELS; i++) {
        sum[i] += kernel * arrivals[now + 1 - j][i];
      }
    }
    return sum;
  }

  @Test
  void the_sliding_sum_holds_the_latest_steps() {
    double[][] arrivals = arrivals();
    SlidingSum sliding = new SlidingSum(CHANNELS, 30);
    for (int t = 0; t < STEPS; t++) {
      sliding.advance(arrivals[t]);
      double[] direct = new double[CHANNELS];
      for (int s = Math.max(0, t - 29); s <= t; s++) {
        for (int i = 0; i < CHANNELS; i++) {
          direct[i] += arrivals[s][i];
        }
      }
      DOUBLE.requireAgree("step " + t, sliding.values(), direct);
    }
  }
}
