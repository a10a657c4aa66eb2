// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules.spiking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.rules.spiking.SpikingConstants.Drive;
import org.retrograde.rules.spiking.SpikingConstants.Neuron;
import org.retrograde.rules.spiking.SpikingConstants.Regression;
import org.retrograde.rules.spiking.SpikingConstants.Synapse;

final class SpikingConstantsTest {

  @Test
  void the_standard_drive_is_200_spikes_a_second() {
    SpikingConstants constants = SpikingConstants.standard();
    assertThat(constants.drive().spikesPerStep() / constants.stepSeconds()).isEqualTo(200.0);
  }

  @Test
  void the_standard_times_are_those_published() {
    SpikingConstants constants = SpikingConstants.standard();
    assertThat(constants.synapse()).isEqualTo(new Synapse(10, 3, 30, 0.2));
    assertThat(constants.neuron().refractorySteps()).isEqualTo(3);
    assertThat(constants.regression().windowSteps()).isEqualTo(30);
    assertThat(constants.regression().writeBackSteps() * constants.stepSeconds()).isEqualTo(10.0);
  }

  static ThrowingCallable[] wrong() {
    return new ThrowingCallable[] {
      () -> new Neuron(1, 1, 3, 0.1, 0.6),
      () -> new Neuron(Double.NaN, -1, 3, 0.1, 0.6),
      () -> new Neuron(1, -1, 0, 0.1, 0.6),
      () -> new Neuron(1, -1, 3, -0.1, 0.6),
      () -> new Neuron(1, -1, 3, 0.5, 0.6),
      () -> new Synapse(3, 3, 30, 0.2),
      () -> new Synapse(10, 3, 0, 0.2),
      () -> new Synapse(Double.POSITIVE_INFINITY, 3, 30, 0.2),
      () -> new Drive(0, 4, 0.2, 100),
      () -> new Drive(0.2, 4, 1.5, 100),
      () -> new Drive(0.2, 4, 0, 100),
      () -> new Regression(0, 0.1, 10, 1e-3, 10_000),
      () -> new Regression(30, -0.1, 10, 1e-3, 10_000),
    };
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void a_constant_out_of_range_is_refused(ThrowingCallable built) {
    assertThatThrownBy(built).isInstanceOf(RetrogradeException.class).hasMessageContaining("found");
  }
}
