// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules.spiking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retrograde.testkit.Tolerance.DOUBLE;
import static org.retrograde.testkit.Tolerance.EXACT;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.random.RandomStream;

final class RegressionStateTest {

  private static final WeightMatrix FEEDBACK = Weights.uniform(2, 3, 1);

  /**
   * From 0 with target 1, drive 2, rate 0.1: err -1, slope 0.2, intercept 0.1. Then with target 2,
   * drive 3: err 0.6 + 0.1 - 2 = -1.3, slope 0.2 + 0.39, intercept 0.1 + 0.13.
   */
  @Test
  void slope_and_intercept_move_by_the_same_error() {
    RegressionState state = RegressionState.start(FEEDBACK);
    state.observe(1, true, 2, new double[] {1, 0, 0}, 0.1);
    state.observe(1, true, 3, new double[] {2, 0, 0}, 0.1);
    DOUBLE.requireAgree("slope", state.arrays().get("slope-hi"), only(3, 0.59));
    DOUBLE.requireAgree("intercept", state.arrays().get("intercept-hi"), only(3, 0.23));
    EXACT.requireAgree("slope of the others", state.arrays().get("slope-lo"), new double[6]);
    DOUBLE.requireAgree("beta at 1", state.beta(1), only(3, 0.82));
    DOUBLE.requireAgree("beta at 2", state.beta(2), only(3, 1.41));
  }

  @Test
  void windows_without_a_spike_count_against() {
    RegressionState state = RegressionState.start(FEEDBACK);
    state.observe(0, false, 2, new double[] {0, 1, 0}, 0.1);
    DOUBLE.requireAgree("beta at 1", state.beta(1), only(1, -0.3));
    DOUBLE.requireAgree("beta at 2", state.beta(2), only(1, -0.5));
    EXACT.requireAgree("spiking line", state.arrays().get("slope-hi"), new double[6]);
  }

  private static double[] only(int index, double value) {
    double[] values = new double[6];
    values[index] = value;
    return values;
  }

  /** The response is 2 - u below the threshold and 0.7 more, at another slope, above it. */
  @Test
  void a_planted_discontinuity_is_found() {
    RegressionState state = RegressionState.start(Weights.uniform(1, 2, 1));
    RandomStream random = RandomStream.of(1, "drives", 0);
    for (int k = 0; k < 100_000; k++) {
      double drive = 2 * random.nextDouble();
      boolean spiked = drive >= 1;
      double first = spiked ? 1.7 + 3 * (drive - 1) : 2 - drive;
      state.observe(0, spiked, drive, new double[] {first, -first}, 0.1);
    }
    DOUBLE.requireAgree("effects", state.beta(1), new double[] {0.7, -0.7});
  }

  @Test
  void estimates_replace_B_at_its_first_deviation_and_other_entries_stay() {
    RegressionState state = RegressionState.start(FEEDBACK);
    state.observe(0, true, 1, new double[] {4, -2, 0}, 0.25);
    float[] old = {9, 8, 7, 6, 5, 4};
    WeightMatrix result = state.writeBack(WeightMatrix.of(2, 3, old), 1);
    double scale = FEEDBACK.deviation() / 1.5;
    double[] expected = {2 * scale, -scale, 7, 6, 5, 4};
    SpikingBands.STORED_AS_FLOAT.requireAgree("B", Weights.doubles(result), expected);
    assertThat(result.values()).endsWith(7, 6, 5, 4);
  }

  @Test
  void nothing_is_written_while_estimates_have_no_spread() {
    RegressionState state = RegressionState.start(FEEDBACK);
    assertThat(state.writeBack(FEEDBACK, 1).values()).isEqualTo(FEEDBACK.values());
    state.observe(0, true, 1, new double[] {4, 0, 0}, 0.25);
    assertThat(state.writeBack(FEEDBACK, 1).values()).isEqualTo(FEEDBACK.values());
  }

  @Test
  void a_restored_state_is_the_same_and_goes_on_alone() {
    RegressionState state = RegressionState.start(FEEDBACK);
    state.observe(0, true, 1.1, new double[] {0.1, 0.2, 0.3}, 0.1);
    state.observe(1, false, 0.9, new double[] {0.3, 0.2, 0.1}, 0.1);
    RegressionState restored = RegressionState.restored(2, 3, state.arrays());
    state
        .arrays()
        .forEach((name, values) -> EXACT.requireAgree(name, restored.arrays().get(name), values));
    double[] before = state.beta(1);
    restored.observe(0, true, 1.1, new double[] {1, 1, 1}, 0.1);
    EXACT.requireAgree("the first", state.beta(1), before);
  }

  @Test
  void an_array_that_is_missing_or_of_another_length_is_refused() {
    Map<String, double[]> arrays = new HashMap<>(RegressionState.start(FEEDBACK).arrays());
    arrays.put("slope-lo", new double[5]);
    assertThatThrownBy(() -> RegressionState.restored(2, 3, arrays))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("slope-lo: found 5 values; expected 6 values");
    arrays.remove("slope-lo");
    assertThatThrownBy(() -> RegressionState.restored(2, 3, arrays))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("slope-lo: found 0 values");
  }
}
