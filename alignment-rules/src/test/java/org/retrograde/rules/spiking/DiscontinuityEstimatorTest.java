// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules.spiking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retrograde.testkit.Tolerance.EXACT;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.random.RandomStream;

final class DiscontinuityEstimatorTest {

  private static final SpikingConstants STANDARD = SpikingConstants.standard();

  /** Large enough that every layer makes the next one spike. */
  private final List<WeightMatrix> weights =
      List.of(Weights.uniform(100, 80, 1), Weights.uniform(80, 60, 2), Weights.uniform(60, 10, 3));

  private final List<WeightMatrix> feedback =
      List.of(Weights.uniform(100, 80, 4), Weights.uniform(80, 60, 5), Weights.uniform(60, 10, 6));

  @Test
  void one_seed_gives_one_estimate() {
    List<WeightMatrix> first = estimator().run(weights, feedback, 10, phase(0));
    requireEqual(estimator().run(weights, feedback, 10, phase(0)), first);
    List<WeightMatrix> other = estimator().run(weights, feedback, 10, phase(1));
    assertThat(other.get(0).values()).isNotEqualTo(first.get(0).values());
  }

  @Test
  void a_phase_estimates_nearly_all_entries_of_every_layer() {
    List<WeightMatrix> result = estimator().run(weights, feedback, 10, phase(0));
    for (int layer = 0; layer < 3; layer++) {
      float[] old = feedback.get(layer).values();
      assertThat(changed(result.get(layer).values(), old))
          .as("entries of layer %d", layer)
          .isGreaterThan(old.length * 4 / 5);
    }
  }

  /** Before 10 s no B is written; what the layers learned is kept and written in the next phase. */
  @Test
  void feedback_is_written_at_whole_periods_only() {
    DiscontinuityEstimator estimator = estimator();
    requireEqual(estimator.run(weights, feedback, 9.999, phase(0)), feedback);
    List<WeightMatrix> written = estimator.run(weights, feedback, 10, phase(1));
    List<WeightMatrix> alone = estimator().run(weights, feedback, 10, phase(1));
    assertThat(written.get(0).values()).isNotEqualTo(alone.get(0).values());
  }

  /** After 60 ms few units have had a whole window. */
  @Test
  void entries_without_an_estimate_keep_their_feedback() {
    SpikingConstants hasty = writingEvery(60);
    List<RegressionState> states = List.of(RegressionState.start(feedback.get(0)));
    DiscontinuityEstimator estimator = new DiscontinuityEstimator(hasty, states);
    List<WeightMatrix> first = feedback.subList(0, 1);
    float[] result = estimator.run(weights.subList(0, 1), first, 0.06, phase(0)).get(0).values();
    double[] beta = states.get(0).beta(1);
    int kept = 0;
    for (int i = 0; i < result.length; i++) {
      assertThat(result[i] == first.get(0).values()[i]).isEqualTo(beta[i] == 0);
      kept += beta[i] == 0 ? 1 : 0;
    }
    assertThat(kept).isBetween(1, result.length - 1);
  }

  @Test
  void phases_of_a_restored_estimator_are_those_of_an_uninterrupted_one() {
    DiscontinuityEstimator uninterrupted = estimator();
    List<WeightMatrix> after = uninterrupted.run(weights, feedback, 10, phase(0));
    DiscontinuityEstimator restored = restored(uninterrupted);
    List<WeightMatrix> expected = uninterrupted.run(weights, after, 10, phase(1));
    requireEqual(restored.run(weights, after, 10, phase(1)), expected);
    for (int layer = 0; layer < 3; layer++) {
      RegressionState state = restored.states().get(layer);
      uninterrupted
          .states()
          .get(layer)
          .arrays()
          .forEach((name, array) -> EXACT.requireAgree(name, state.arrays().get(name), array));
    }
    assertThat(expected.get(0).values()).isNotEqualTo(after.get(0).values());
  }

  @Test
  void proportions_of_weights_alone_matter() {
    List<WeightMatrix> doubled = weights.stream().map(matrix -> scaled(matrix, 2)).toList();
    requireEqual(
        estimator().run(doubled, feedback, 10, phase(0)),
        estimator().run(weights, feedback, 10, phase(0)));
  }

  @Test
  void layers_that_do_not_follow_each_other_are_refused() {
    List<RegressionState> states =
        List.of(RegressionState.start(feedback.get(0)), RegressionState.start(feedback.get(2)));
    assertThatThrownBy(() -> new DiscontinuityEstimator(STANDARD, states))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("layer 1: found 60 inputs; expected 80");
    assertThatThrownBy(() -> new DiscontinuityEstimator(STANDARD, List.of()))
        .isInstanceOf(RetrogradeException.class);
  }

  @Test
  void weights_and_feedback_have_the_shapes_of_the_layers() {
    List<WeightMatrix> swapped = List.of(weights.get(0), weights.get(2), weights.get(1));
    assertThatThrownBy(() -> estimator().run(swapped, feedback, 10, phase(0)))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("weights of layer 1: found [60, 10]; expected [80, 60]");
    assertThatThrownBy(() -> estimator().run(weights, feedback.subList(0, 2), 10, phase(0)))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("feedback: found 2; expected 3");
    assertThatThrownBy(() -> estimator().run(weights, feedback, 0, phase(0)))
        .isInstanceOf(RetrogradeException.class);
  }

  private DiscontinuityEstimator estimator() {
    List<RegressionState> states = feedback.stream().map(RegressionState::start).toList();
    return new DiscontinuityEstimator(STANDARD, states);
  }

  private static DiscontinuityEstimator restored(DiscontinuityEstimator estimator) {
    List<RegressionState> states =
        estimator.states().stream()
            .map(s -> RegressionState.restored(s.inputs(), s.outputs(), s.arrays()))
            .toList();
    return new DiscontinuityEstimator(STANDARD, states);
  }

  private static SpikingConstants writingEvery(int steps) {
    return new SpikingConstants(
        STANDARD.stepSeconds(),
        STANDARD.neuron(),
        STANDARD.synapse(),
        STANDARD.drive(),
        new SpikingConstants.Regression(30, 0.1, 10, 1e-3, steps));
  }

  private static WeightMatrix scaled(WeightMatrix matrix, float factor) {
    float[] values = matrix.values();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return WeightMatrix.of(matrix.inputs(), matrix.outputs(), values);
  }

  private static RandomStream phase(int number) {
    return RandomStream.of(7, "drive", number);
  }

  private static int changed(float[] values, float[] old) {
    int changed = 0;
    for (int i = 0; i < values.length; i++) {
      changed += values[i] != old[i] ? 1 : 0;
    }
    return changed;
  }

  private static void requireEqual(List<WeightMatrix> got, List<WeightMatrix> expected) {
    assertThat(got).hasSameSizeAs(expected);
    for (int layer = 0; layer < got.size(); layer++) {
      EXACT.requireAgree(
          "B of layer " + layer,
          Weights.doubles(got.get(layer)),
          Weights.doubles(expected.get(layer)));
    }
  }
}
