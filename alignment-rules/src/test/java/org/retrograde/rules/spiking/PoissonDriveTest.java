// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules.spiking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.testkit.Tolerance.DOUBLE;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.retrograde.api.random.RandomStream;

final class PoissonDriveTest {

  private static final SpikingConstants CONSTANTS = SpikingConstants.standard();

  /** Each count has the share of the unit interval that the distribution gives it. */
  @Test
  void counts_follow_the_poisson_distribution() {
    double mean = 0.2;
    int numbers = 1_000_000;
    double[] shares = new double[4];
    for (int k = 0; k < numbers; k++) {
      int count = PoissonDrive.poisson((k + 0.5) / numbers, mean);
      shares[Math.min(count, 3)] += 1.0 / numbers;
    }
    double none = Math.exp(-mean);
    double[] expected = {none, none * mean, none * mean * mean / 2, 0};
    expected[3] = 1 - expected[0] - expected[1] - expected[2];
    SpikingBands.GRID_OF_A_MILLION.requireAgree("shares", shares, expected);
  }

  @Test
  void a_draw_of_almost_one_ends() {
    assertThat(PoissonDrive.poisson(Math.nextDown(1.0), 0.2)).isBetween(5, 20);
  }

  @Test
  void a_fifth_of_the_units_receives_spikes_and_another_after_100_steps() {
    PoissonDrive drive = new PoissonDrive(50, CONSTANTS, RandomStream.of(1, "drive", 0));
    boolean[] first = activeDuring(drive, 100);
    boolean[] second = activeDuring(drive, 130);
    assertThat(count(first)).isEqualTo(10);
    assertThat(count(second)).isGreaterThan(10);
    assertThat(second).isNotEqualTo(first);
  }

  private static boolean[] activeDuring(PoissonDrive drive, int steps) {
    boolean[] active = new boolean[50];
    for (int t = 0; t < steps; t++) {
      double[] currents = drive.advance();
      for (int i = 0; i < active.length; i++) {
        active[i] |= t >= 30 && currents[i] > 1e-9;
      }
    }
    return active;
  }

  private static int count(boolean[] flags) {
    int count = 0;
    for (boolean flag : flags) {
      count += flag ? 1 : 0;
    }
    return count;
  }

  /** A spike is worth the weight times the sum of the kernel, all steps together. */
  @Test
  void the_mean_current_is_rate_times_weight_times_kernel() {
    var constants = CONSTANTS.drive();
    PoissonDrive drive = new PoissonDrive(1, CONSTANTS, RandomStream.of(2, "drive", 0));
    int steps = 200_000;
    double mean = 0;
    for (int t = 0; t < steps; t++) {
      mean += drive.advance()[0] / steps;
    }
    SynapticTrace kernel = new SynapticTrace(1, CONSTANTS.synapse());
    double sum = 0;
    for (int j = 0; j < 30; j++) {
      kernel.advance(new double[] {j == 0 ? 1 : 0});
      sum += kernel.values()[0];
    }
    double expected = constants.spikesPerStep() * constants.weight() * sum;
    SpikingBands.MEAN_OF_40000_SPIKES.requireAgree("mean current", mean, expected);
  }

  @Test
  void one_seed_gives_one_drive() {
    double[] one = drawn(5);
    DOUBLE.requireAgree("currents", drawn(5), one);
    assertThat(Arrays.equals(drawn(6), one)).isFalse();
  }

  private static double[] drawn(long seed) {
    PoissonDrive drive = new PoissonDrive(20, CONSTANTS, RandomStream.of(seed, "drive", 0));
    for (int t = 0; t < 150; t++) {
      drive.advance();
    }
    return drive.advance().clone();
  }
}
