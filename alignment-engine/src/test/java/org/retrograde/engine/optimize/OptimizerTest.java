// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.random.RandomStream;
import org.retrograde.engine.Tolerances;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;

final class OptimizerTest {

  private static final KernelLibrary KERNELS = new Nd4jKernels();

  /** One decayed parameter of value 2 and one that is not, of value 3; both gradients 1. */
  private static ParameterGroup group() {
    ParameterGroup group =
        new ParameterGroup(
            List.of(
                new ParameterGroup.Member("bias", List.of(1), false),
                new ParameterGroup.Member("weight", List.of(1), true)),
            DataType.DOUBLE);
    group.values().assign(Nd4j.createFromArray(2.0, 3.0));
    group.gradients().assign(1);
    return group;
  }

  private static Optimizer optimizer(OptimizerSpec spec, ParameterGroup group) {
    return Optimizer.of(spec, group, step -> RandomStream.of(1, "noise", step), KERNELS);
  }

  private static void assertValues(ParameterGroup group, double weight, double bias) {
    assertThat(group.valueViews().get("weight").getDouble(0)).isCloseTo(weight, Tolerances.DOUBLE);
    assertThat(group.valueViews().get("bias").getDouble(0)).isCloseTo(bias, Tolerances.DOUBLE);
  }

  @Test
  void sgd_keeps_a_velocity_and_decays_weights_only() {
    ParameterGroup group = group();
    Optimizer optimizer = optimizer(OptimizerSpec.sgd(1, 0.5, 0.1), group);
    optimizer.update(0.1, 0);
    // v = 1 + 0.1 * 2 = 1.2 and 1; p = 2 - 0.12 and 3 - 0.1
    assertValues(group, 1.88, 2.9);
    optimizer.update(0.1, 0);
    // v = 0.6 + 1 + 0.188 = 1.788 and 1.5
    assertValues(group, 1.88 - 0.1788, 2.9 - 0.15);
  }

  @Test
  void nesterov_looks_the_velocity_ahead() {
    ParameterGroup group = group();
    OptimizerSpec spec = OptimizerSpec.of(new Algorithm.Sgd(0.5, true), 1).withWeightDecay(0.1);
    optimizer(spec, group).update(0.1, 0);
    // v = 1.2 and 1; steps 1.2 + 0.5 * 1.2 = 1.8 and 1.5
    assertValues(group, 1.82, 2.85);
  }

  @Test
  void adam_steps_by_about_the_rate_whatever_the_gradient() {
    ParameterGroup group = group();
    group.gradients().assign(Nd4j.createFromArray(1e-3, 50.0));
    OptimizerSpec spec = OptimizerSpec.of(new Algorithm.Adam(0.9, 0.999, 1e-300), 1);
    Optimizer optimizer = optimizer(spec, group);
    optimizer.update(0.1, 0);
    assertValues(group, 1.9, 2.9);
    optimizer.update(0.1, 0);
    assertValues(group, 1.8, 2.8);
  }

  @Test
  void adam_follows_its_moments_when_the_gradient_turns() {
    ParameterGroup group = group();
    Optimizer optimizer = optimizer(OptimizerSpec.adam(1), group);
    optimizer.update(0.1, 0);
    group.gradients().assign(-1);
    optimizer.update(0.1, 0);
    // m = 0.9 * 0.1 - 0.1 = -0.01, v = 0.999 * 0.001 + 0.001 = 0.001999; corrections sqrt(0.001999)
    // / 0.19
    double first = 2 - 0.1 * Math.sqrt(0.001) / 0.1 * 0.1 / (Math.sqrt(0.001) + 1e-8);
    double second = first + 0.1 * Math.sqrt(0.001999) / 0.19 * 0.01 / (Math.sqrt(0.001999) + 1e-8);
    assertThat(group.valueViews().get("weight").getDouble(0)).isCloseTo(second, Tolerances.DOUBLE);
  }

  @Test
  void an_update_leaves_the_gradients_as_they_are() {
    GradientTreatment all = new GradientTreatment(GradientTreatment.Clip.VALUE, 0.5, true);
    for (OptimizerSpec spec :
        List.of(
            OptimizerSpec.sgd(1, 0.9, 0.1),
            OptimizerSpec.adam(1),
            OptimizerSpec.of(Algorithm.RAdam.usual(), 1),
            OptimizerSpec.of(Algorithm.RmsProp.usual(), 1),
            OptimizerSpec.of(Algorithm.Adagrad.usual(), 1),
            OptimizerSpec.sgd(1, 0.9, 0.1).withGradients(all))) {
      ParameterGroup group = group();
      optimizer(spec, group).update(0.1, 0);
      assertThat(group.gradients().toDoubleVector()).containsExactly(1, 1);
    }
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatThrownBy(() -> OptimizerSpec.sgd(-1, 0, 0))
        .hasMessageContaining("learningRate")
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> OptimizerSpec.sgd(1, 1, 0)).hasMessageContaining("momentum");
    assertThatThrownBy(() -> OptimizerSpec.sgd(Double.NaN, 0, 0)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> OptimizerSpec.sgd(1, 0, -1)).hasMessageContaining("weightDecay");
    assertThatThrownBy(() -> new Algorithm.Adam(1, 0.9, 1e-8)).hasMessageContaining("beta1");
    assertThatThrownBy(() -> new Algorithm.Adam(0.9, 0.9, 0)).hasMessageContaining("epsilon");
    assertThatThrownBy(() -> new Algorithm.RAdam(0.9, -0.1, 1)).hasMessageContaining("beta2");
    assertThatThrownBy(() -> new Algorithm.RmsProp(0.9, 0, 1, -1)).hasMessageContaining("Square");
    assertThatThrownBy(() -> new Algorithm.Adagrad(0)).hasMessageContaining("initialAccumulator");
  }
}
