// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.testkit.Tolerance.DOUBLE;
import static org.retrograde.testkit.Tolerance.EXACT;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.retrograde.api.data.Batch;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.train.Progress;
import org.retrograde.engine.train.TrainingStep;

/** Coefficients that change over a run, in the gradients they scale. */
final class CoefficientCourseTest {

  private static final double[] W = {1, 2, -3, 0.5, 0.25, -1};
  private static final double[] W_TRANSPOSED = {1, -3, 0.25, 2, 0.5, -1};
  private static final double[] B = {0.1, 0.2, 0.3, -0.1, -0.2, -0.3};

  /** self falls from 2 by 0.5 an epoch, from the second to the third quarter of four epochs. */
  private static final SynapticRule FALLING =
      Lab.rule(
          new PublishedRules.SymmetricAlignment(),
          Map.of(
              "self",
              2,
              "decay",
              0.25,
              "courses",
              List.of(
                  Map.of(
                      "of", "self", "shape", "linear", "rate", -0.5, "start", 0.25, "stop",
                      0.75))));

  @Test
  void the_gradient_has_the_coefficient_of_the_moment() {
    try (TrainingStep step = synapse(FALLING)) {
      requireGradient(step, 1, 2);
      requireGradient(step, 1.5, 1.75);
      requireGradient(step, 3, 1);
      requireGradient(step, 2.25, 1.375);
    }
  }

  private static void requireGradient(TrainingStep step, double epoch, double self) {
    double[] expected = new double[6];
    Arrays.setAll(expected, i -> 0.25 * B[i] - self * W_TRANSPOSED[i]);
    DOUBLE.requireAgree("gradient after " + epoch, gradient(step, epoch), expected);
  }

  @Test
  void a_coefficient_that_is_0_at_the_moment_contributes_exactly_0() {
    SynapticRule decay = Lab.rule(new Composed(), Map.of("decay", 0.25));
    try (TrainingStep step = synapse(FALLING);
        TrainingStep alone = synapse(decay)) {
      double[] expected = gradient(alone, 0);
      EXACT.requireAgree("before the start", gradient(step, 0.999), expected);
      EXACT.requireAgree("after the stop", gradient(step, 3.001), expected);
      assertThat(gradient(step, 2)).isNotEqualTo(expected);
    }
  }

  @Test
  void the_alignment_loss_has_the_coefficient_of_the_moment() {
    try (TrainingStep step = synapse(FALLING)) {
      gradient(step, 3);
      double expected = 0.125 * Matrices.dot(B, B) - Matrices.dot(W_TRANSPOSED, B);
      DOUBLE.requireAgree("loss", step.alignmentLoss(), expected);
    }
  }

  /** Every term, W's gradients and positions included, is scaled by its own course alone. */
  @Test
  void a_course_at_its_moment_equals_a_coefficient_of_that_value() {
    Map<String, Object> fixed =
        Map.of(
            "amp", 0.6, "null", 0.2 * Math.exp(-1.5), "sparse", 0.3, "movesForwardWeights", true);
    Map<String, Object> moving =
        Map.of(
            "amp",
            0.3,
            "null",
            0.2,
            "sparse",
            0.3,
            "movesForwardWeights",
            true,
            "courses",
            List.of(
                Map.of("of", "amp", "shape", "linear", "rate", 0.2),
                Map.of("of", "null", "shape", "exponential", "rate", -1)));
    double[] pixels = new double[2 * Lab.IMAGE.size()];
    Arrays.setAll(pixels, i -> Math.sin(1 + 1.3 * i));
    Batch batch = Lab.batch(pixels, 2);
    try (TrainingStep course = Lab.network(Lab.rule(new Composed(), moving), "strided", 2);
        TrainingStep constant = Lab.network(Lab.rule(new Composed(), fixed), "strided", 2)) {
      course.moveTo(new Progress(1.5, 2));
      course.runWithoutUpdate(batch);
      constant.runWithoutUpdate(batch);
      for (String name : List.of("strided.B", "alignment/strided.W", "same.W")) {
        DOUBLE.requireAgree(name, course.gradient(name), constant.gradient(name));
      }
    }
  }

  @Test
  void the_decay_of_Kolen_and_Pollacks_rule_may_have_a_course() {
    SynapticRule rule =
        Lab.rule(
            new PublishedRules.KolenPollack(),
            Map.of("decay", 0.5, "courses", List.of(Map.of("of", "decay", "stop", 0.5))));
    try (TrainingStep step = synapse(rule)) {
      double[] with = gradient(step, 1);
      double[] tied = Matrices.transpose(Lab.gradient(step, "logits.W"), 3, 2);
      EXACT.requireAgree("after the stop", gradient(step, 2.5), tied);
      double[] decayed = new double[6];
      Arrays.setAll(decayed, i -> tied[i] + 0.5 * B[i]);
      DOUBLE.requireAgree("before", with, decayed);
    }
  }

  private static double[] gradient(TrainingStep step, double epoch) {
    step.moveTo(new Progress(epoch, 4));
    step.runWithoutUpdate(Lab.batch(new double[] {1, 0.5, -1, 2, 0.25, 0.75}, 2));
    return Lab.gradient(step, "logits.B").clone();
  }

  private static TrainingStep synapse(SynapticRule rule) {
    TrainingStep step = Lab.dense(rule, 2, 3, 2);
    step.set("logits.W", Lab.array(W, 3, 2));
    step.set("logits.B", Lab.array(B, 2, 3));
    return step;
  }
}
