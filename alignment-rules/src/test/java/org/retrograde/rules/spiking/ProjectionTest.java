// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules.spiking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retrograde.testkit.Tolerance.DOUBLE;

import org.junit.jupiter.api.Test;
import org.retrograde.api.error.RetrogradeException;

final class ProjectionTest {

  private static final SpikingConstants CONSTANTS = SpikingConstants.standard();

  /** Mean 2, squared distances 1 + 9 + 1 + 1 + 9 + 1 = 22, std sqrt(22 / 6); 0.2 * 3 = 0.6. */
  @Test
  void the_spiking_copy_has_deviation_one_fifth_of_the_inputs() {
    WeightMatrix weights = WeightMatrix.of(3, 2, new float[] {1, 5, 3, 1, -1, 3});
    double factor = 0.6 / Math.sqrt(22 / 6.0);
    double[] expected = {factor, 5 * factor, 3 * factor, factor, -factor, 3 * factor};
    DOUBLE.requireAgree("W_s", Projection.spikingCopy(weights, 0.2), expected);
  }

  @Test
  void only_units_that_spike_send_a_current() {
    WeightMatrix weights = WeightMatrix.of(3, 2, new float[] {1, 5, 3, 1, -1, 3});
    double[] copy = Projection.spikingCopy(weights, 0.2);
    Projection projection = new Projection(weights, CONSTANTS.synapse());
    Population senders = new Population(3, CONSTANTS.neuron());
    senders.advance(new double[] {100, 0, 100});
    double kernel = (Math.exp(-0.1) - Math.exp(-1 / 3.0)) / 7;
    double[] expected = {kernel * (copy[0] + copy[4]), kernel * (copy[1] + copy[5])};
    DOUBLE.requireAgree("currents", projection.advance(senders), expected);
  }

  @Test
  void weights_that_are_all_equal_cannot_be_standardised() {
    WeightMatrix weights = WeightMatrix.of(2, 2, new float[] {1, 1, 1, 1});
    assertThatThrownBy(() -> new Projection(weights, CONSTANTS.synapse()))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("std(W)");
  }

  @Test
  void weights_have_the_length_of_their_shape_and_are_finite() {
    assertThatThrownBy(() -> WeightMatrix.of(2, 2, new float[3]))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("2 x 2");
    assertThatThrownBy(() -> WeightMatrix.of(1, 1, new float[] {Float.NaN}))
        .isInstanceOf(RetrogradeException.class);
  }

  @Test
  void weights_cannot_be_changed_from_outside() {
    float[] values = {1, 2};
    WeightMatrix weights = WeightMatrix.of(1, 2, values);
    values[0] = 9;
    weights.values()[1] = 9;
    assertThat(weights.values()).containsExactly(1, 2);
  }
}
