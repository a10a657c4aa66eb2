// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrograde.api.data.Batch;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.engine.TestNetworks;
import org.retrograde.engine.TestRules;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.optimize.OptimizerSpec;

final class ProfileTest {

  private static final int BATCH = 5;

  private final KernelLibrary kernels = new Nd4jKernels();

  @ParameterizedTest
  @ValueSource(strings = {"store-directly", "merge-sums"})
  void a_step_is_measured_instruction_by_instruction_whatever_passes_are_on(String without) {
    StepPlan plan =
        StepPlan.of(
            TestNetworks.small(Mode.TRAINING, BATCH),
            RuleAssignment.everywhere(TestRules.feedbackAlignment()),
            new Compiler(kernels, Set.of(without)));
    try (TrainingStep step = step(plan)) {
      assertThat(step.profile(TestNetworks.batch(BATCH, 0), 2))
          .hasSameSizeAs(plan.plan().instructions())
          .allMatch(seconds -> seconds > 0);
    }
  }

  @Test
  void measuring_changes_nothing() {
    Batch batch = TestNetworks.batch(BATCH, 0);
    try (TrainingStep measured = step(plan());
        TrainingStep other = step(plan())) {
      measured.profile(batch, 1);
      assertThat(measured.steps()).isZero();
      assertThat(measured.run(batch, 0.1, 0.1)).isEqualTo(other.run(batch, 0.1, 0.1));
      assertThat(measured.save()).usingRecursiveComparison().isEqualTo(other.save());
    }
  }

  @Test
  void an_evaluation_is_measured_as_it_was_planned() {
    EvaluationPlan plan =
        EvaluationPlan.of(TestNetworks.small(Mode.EVALUATION, BATCH), new Compiler(kernels));
    try (TrainingStep step = step(plan());
        Evaluator evaluator = new Evaluator(plan, step, TestNetworks.batches(BATCH, 2))) {
      assertThat(evaluator.profile(2)).hasSameSizeAs(plan.plan().instructions());
      assertThat(evaluator.plannedBytes()).isEqualTo(plan.plan().plannedBytes());
      assertThatThrownBy(() -> evaluator.profile(0)).hasMessageContaining("at least 1");
    }
  }

  @Test
  void the_parameters_of_an_evaluation_are_those_that_a_step_has_besides_gradients() {
    EvaluationPlan plan =
        EvaluationPlan.of(TestNetworks.small(Mode.EVALUATION, BATCH), new Compiler(kernels));
    StepPlan backpropagation =
        StepPlan.of(
            TestNetworks.small(Mode.TRAINING, BATCH),
            RuleAssignment.everywhere(TestRules.backpropagation()),
            new Compiler(kernels));
    assertThat(2 * plan.parameterBytes()).isEqualTo(backpropagation.parameterBytes());
  }

  private StepPlan plan() {
    return StepPlan.of(
        TestNetworks.small(Mode.TRAINING, BATCH),
        RuleAssignment.everywhere(TestRules.feedbackAlignment()),
        new Compiler(kernels));
  }

  private TrainingStep step(StepPlan plan) {
    OptimizerSpec optimizer = OptimizerSpec.sgd(0.1, 0.9, 0);
    return new TrainingStep(plan, optimizer, optimizer, 3, kernels);
  }
}
