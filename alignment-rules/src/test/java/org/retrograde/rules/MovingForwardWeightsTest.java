// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retrograde.testkit.Tolerance.DOUBLE;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.retrograde.api.data.Batch;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.train.TrainingStep;

/** Alignment that moves W as well as B. */
final class MovingForwardWeightsTest {

  private static final double[] W = {1, 2, -3, 0.5, 0.25, -1};
  private static final double[] B = {0.1, 0.2, 0.3, -0.1, -0.2, -0.3};

  /**
   * The loss is c (|W|² / 2 + |B|² / 2 - W·B) = c |W - B|² / 2: the sum stays, the difference
   * shrinks by 1 - 2 rate c a step, and both go as far as each other.
   */
  @Test
  void under_symmetric_alignment_W_and_B_approach_each_other_at_the_same_speed() {
    double c = 0.4;
    double rate = 0.3;
    SynapticRule rule =
        Lab.rule(
            new PublishedRules.SymmetricAlignment(),
            Map.of("self", c, "decay", c, "movesForwardWeights", true));
    try (TrainingStep step = synapse(rule)) {
      double[] b = Matrices.transpose(B, 2, 3);
      for (int i = 1; i <= 5; i++) {
        step.run(batch(), 0, rate);
        double left = Math.pow(1 - 2 * rate * c, i);
        double[] w = new double[6];
        Arrays.setAll(w, k -> (W[k] + b[k] + left * (W[k] - b[k])) / 2);
        DOUBLE.requireAgree("W", Lab.values(step, "logits.W"), w);
        double[] next = new double[6];
        Arrays.setAll(next, k -> (W[k] + b[k] - left * (W[k] - b[k])) / 2);
        DOUBLE.requireAgree("B", Matrices.transpose(Lab.values(step, "logits.B"), 2, 3), next);
      }
    }
  }

  @Test
  void unless_it_is_asked_to_alignment_leaves_W_alone() {
    SynapticRule rule = Lab.rule(new PublishedRules.SymmetricAlignment(), Map.of());
    try (TrainingStep step = synapse(rule)) {
      step.run(batch(), 0, 0.3);
      assertThat(Lab.values(step, "logits.W")).isEqualTo(W);
      assertThatThrownBy(() -> step.gradient("alignment/logits.W"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** The task's gradient of W has no share of alignment's, and B's none of W's. */
  @Test
  void the_task_s_gradient_is_the_same_whether_alignment_moves_W_or_not() {
    double[] alone = taskGradient(Map.of());
    assertThat(taskGradient(Map.of("movesForwardWeights", true))).isEqualTo(alone);
  }

  private static double[] taskGradient(Map<String, ?> values) {
    try (TrainingStep step = synapse(Lab.rule(new PublishedRules.SymmetricAlignment(), values))) {
      step.runWithoutUpdate(batch());
      return Lab.gradient(step, "logits.W");
    }
  }

  @Test
  void Kolen_and_Pollacks_rule_moves_W_by_the_task_alone() {
    assertThatThrownBy(
            () -> Lab.rule(new PublishedRules.KolenPollack(), Map.of("movesForwardWeights", true)))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("movesForwardWeights");
    try (TrainingStep step = synapse(Lab.rule(new PublishedRules.KolenPollack(), Map.of()))) {
      step.run(batch(), 0, 0.3);
      assertThat(Lab.values(step, "logits.W")).isEqualTo(W);
      assertThat(Lab.values(step, "logits.B")).isEqualTo(B);
    }
  }

  private static TrainingStep synapse(SynapticRule rule) {
    TrainingStep step = Lab.dense(rule, 2, 3, 2);
    step.set("logits.W", Lab.array(W, 3, 2));
    step.set("logits.B", Lab.array(B, 2, 3));
    return step;
  }

  private static Batch batch() {
    return Lab.batch(new double[] {1, 0.5, -1, 2, 0.25, 0.75}, 2);
  }
}
