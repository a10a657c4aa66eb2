// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.random.RandomStream;
import org.retrograde.engine.Tolerances;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.optimize.GradientTreatment.Clip;

final class GradientTreatmentTest {

  /** One step of SGD with rate 1 from weights of 10, which decay by 0.01, and biases of 0. */
  private static double[] step(GradientTreatment treatment, double... gradients) {
    ParameterGroup group =
        new ParameterGroup(
            List.of(
                new ParameterGroup.Member("weight", List.of(2), true),
                new ParameterGroup.Member("bias", List.of(2), false)),
            DataType.DOUBLE);
    group.values().assign(Nd4j.createFromArray(10.0, 10.0, 0.0, 0.0));
    group.gradients().assign(Nd4j.createFromArray(gradients));
    OptimizerSpec spec = OptimizerSpec.sgd(1, 0, 0.01).withGradients(treatment);
    Optimizer optimizer =
        Optimizer.of(spec, group, step -> RandomStream.of(1, "", step), new Nd4jKernels());
    optimizer.update(1, 0);
    assertThat(group.gradients().toDoubleVector()).isEqualTo(gradients);
    return group.values().toDoubleVector();
  }

  private static void assertStep(GradientTreatment treatment, double[] gradients, double... seen) {
    double[] values = step(treatment, gradients);
    double[] start = {10 - 0.1, 10 - 0.1, 0, 0};
    for (int i = 0; i < seen.length; i++) {
      assertThat(values[i]).as("element " + i).isCloseTo(start[i] - seen[i], Tolerances.DOUBLE);
    }
  }

  @Test
  void the_norm_of_the_whole_group_is_clipped_before_weight_decay() {
    GradientTreatment norm = new GradientTreatment(Clip.NORM, 2, false);
    // The norm is sqrt(1 + 4 + 4 + 16) = 5.
    assertStep(norm, new double[] {1, -2, 2, 4}, 0.4, -0.8, 0.8, 1.6);
    assertStep(norm, new double[] {1, -1, 1, 0.5}, 1, -1, 1, 0.5);
    assertStep(norm, new double[] {0, 0, 0, 0}, 0, 0, 0, 0);
  }

  @Test
  void each_value_is_clipped_on_its_own() {
    GradientTreatment value = new GradientTreatment(Clip.VALUE, 1.5, false);
    assertStep(value, new double[] {1, -2, 2, 4}, 1, -1.5, 1.5, 1.5);
  }

  @Test
  void signs_replace_gradients_and_that_of_zero_is_zero() {
    GradientTreatment sign = new GradientTreatment(Clip.NONE, 1, true);
    assertStep(sign, new double[] {3, -1e-300, 0, -0.0}, 1, -1, 0, 0);
    GradientTreatment both = new GradientTreatment(Clip.NORM, 1e-3, true);
    assertStep(both, new double[] {3, -4, 0, 5}, 1, -1, 0, 1);
  }

  @Test
  void momentum_gathers_signs() {
    ParameterGroup group =
        new ParameterGroup(
            List.of(new ParameterGroup.Member("weight", List.of(1), true)), DataType.DOUBLE);
    OptimizerSpec spec =
        OptimizerSpec.sgd(1, 0.5, 0).withGradients(new GradientTreatment(Clip.NONE, 1, true));
    Optimizer optimizer =
        Optimizer.of(spec, group, step -> RandomStream.of(1, "", step), new Nd4jKernels());
    group.gradients().assign(7);
    optimizer.update(1, 0);
    optimizer.update(1, 1);
    assertThat(group.values().getDouble(0)).isCloseTo(-1 - 1.5, Tolerances.DOUBLE);
  }

  @Test
  void a_norm_that_is_not_finite_is_an_error() {
    GradientTreatment norm = new GradientTreatment(Clip.NORM, 1, false);
    assertThatThrownBy(() -> step(norm, 1, Double.NaN, 1, 1))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> step(norm, 1, 1, Double.NEGATIVE_INFINITY, 1))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("Infinity");
  }

  @Test
  void a_bound_is_above_zero() {
    assertThatThrownBy(() -> new GradientTreatment(Clip.NORM, 0, false)).hasMessageContaining("0");
    assertThatThrownBy(() -> new GradientTreatment(Clip.NORM, Double.NaN, false))
        .hasMessageContaining("NaN");
  }
}
