// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules.spiking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.testkit.Tolerance.DOUBLE;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PopulationTest {

  private static final SpikingConstants.Neuron NEURON = SpikingConstants.standard().neuron();

  /** From -1: -1 + 0.1 + 0.6 (0.5 + 1) = 0; then 0 + 0.6 (0.5 - 0) = 0.3. */
  @Test
  void a_unit_leaks_and_follows_its_current() {
    Population population = new Population(1, NEURON);
    population.advance(new double[] {0.5});
    DOUBLE.requireAgree("first", population.potential(0), 0);
    population.advance(new double[] {0.5});
    DOUBLE.requireAgree("second", population.potential(0), 0.3);
    assertThat(population.spikeCount()).isZero();
  }

  @Test
  void a_unit_spikes_at_the_threshold_and_is_reset() {
    Population population = new Population(2, NEURON);
    population.advance(new double[] {0, 100});
    assertThat(population.spikes()).containsExactly(0, 1);
    assertThat(population.spiking()[0]).isEqualTo(1);
    assertThat(population.spiked(0)).isFalse();
    assertThat(population.potential(1)).isEqualTo(-1);
  }

  @Test
  void however_strong_the_current_spikes_are_three_steps_apart() {
    Population population = new Population(1, NEURON);
    List<Integer> times = new ArrayList<>();
    for (int t = 0; t < 10; t++) {
      population.advance(new double[] {100});
      if (population.spiked(0)) {
        times.add(t);
      }
    }
    assertThat(times).containsExactly(0, 3, 6, 9);
  }
}
