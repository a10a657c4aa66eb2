// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules.spiking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.testkit.Tolerance.DOUBLE;
import static org.retrograde.testkit.Tolerance.EXACT;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.retrograde.api.random.RandomStream;

final class DrivenPairTest {

  private static final SpikingConstants CONSTANTS = SpikingConstants.standard();

  @Test
  void every_spike_and_every_line_are_those_of_the_direct_simulation() {
    WeightMatrix weights = Weights.uniform(30, 6, 1);
    RegressionState state = RegressionState.start(weights);
    DrivenPair pair = pair(weights, state);
    DirectSimulation direct = new DirectSimulation(weights);
    PoissonDrive drive = new PoissonDrive(30, CONSTANTS, random());
    double spikes = 0;
    for (int t = 0; t < 5000; t++) {
      pair.advance();
      direct.step(drive.advance());
      EXACT.requireAgree("layer, step " + t, pair.layer().spikes(), direct.firstSpikes());
      EXACT.requireAgree("next, step " + t, pair.next().spikes(), direct.secondSpikes());
      spikes += pair.next().spikeCount();
    }
    assertThat(spikes).isGreaterThan(500);
    Map<String, double[]> arrays = state.arrays();
    DOUBLE.requireAgree("intercept-hi", arrays.get("intercept-hi"), direct.line(0));
    DOUBLE.requireAgree("slope-hi", arrays.get("slope-hi"), direct.line(1));
    DOUBLE.requireAgree("intercept-lo", arrays.get("intercept-lo"), direct.line(2));
    DOUBLE.requireAgree("slope-lo", arrays.get("slope-lo"), direct.line(3));
    assertThat(Arrays.stream(state.beta(1)).filter(beta -> beta != 0).count()).isGreaterThan(150);
  }

  @Test
  void no_unit_spikes_again_within_three_steps() {
    WeightMatrix weights = Weights.uniform(40, 10, 2);
    DrivenPair pair = pair(weights, RegressionState.start(weights));
    int[] last = new int[10];
    Arrays.fill(last, -100);
    int shortest = 100;
    for (int t = 0; t < 5000; t++) {
      pair.advance();
      for (int s = 0; s < pair.next().spikeCount(); s++) {
        int unit = pair.next().spiking()[s];
        shortest = Math.min(shortest, t - last[unit]);
        last[unit] = t;
      }
    }
    assertThat(shortest).isEqualTo(3);
  }

  /** All 20 units excite both units of the next layer a little, but two that stand out. */
  @Test
  void one_strong_connection_has_the_sign_and_the_place_of_its_effect() {
    float[] values = new float[40];
    Arrays.fill(values, 1);
    values[2 * 3] = 6;
    values[2 * 11 + 1] = -6;
    WeightMatrix weights = WeightMatrix.of(20, 2, values);
    RegressionState state = RegressionState.start(Weights.uniform(20, 2, 3));
    DrivenPair pair = pair(weights, state);
    for (int t = 0; t < 30_000; t++) {
      pair.advance();
    }
    double[] beta = state.beta(1);
    assertThat(beta[2 * 3]).isPositive().isEqualTo(Arrays.stream(beta).max().orElseThrow());
    assertThat(beta[2 * 11 + 1]).isNegative().isEqualTo(Arrays.stream(beta).min().orElseThrow());
  }

  private static DrivenPair pair(WeightMatrix weights, RegressionState state) {
    return new DrivenPair(CONSTANTS, weights, state, random());
  }

  private static RandomStream random() {
    return RandomStream.of(1, "drive", 0);
  }
}
