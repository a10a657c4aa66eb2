// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.retrograde.testkit.Tolerance.DOUBLE;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.retrograde.api.data.Batch;
import org.retrograde.engine.train.TrainingStep;

/**
 * Where feedback weights come to rest, and how fast, on one dense synapse with W held fixed. B is
 * {@code [out, in]}, so that it is compared with W transposed.
 */
final class FixedPointTest {

  /** Four images of three features with XᵀX / N = I: three columns of a Hadamard matrix. */
  private static final double[] WHITE = {1, 1, 1, 1, -1, 1, 1, 1, -1, 1, -1, -1};

  /** W, {@code [3, 2]}, and the same transposed. */
  private static final double[] W = {1, 2, -3, 0.5, 0.25, -1};

  private static final double[] W_TRANSPOSED = {1, -3, 0.25, 2, 0.5, -1};
  private static final double[] B = {0.1, 0.2, 0.3, -0.1, -0.2, -0.3};

  @Property(tries = 10)
  void symmetric_alignment_comes_to_self_over_decay_times_W_at_a_geometric_rate(
      @ForAll @DoubleRange(min = 0.1, max = 2) double self,
      @ForAll @DoubleRange(min = 0.1, max = 2) double decay,
      @ForAll @DoubleRange(min = 0.1, max = 0.4) double rate) {
    var rule =
        Lab.rule(new PublishedRules.SymmetricAlignment(), Map.of("self", self, "decay", decay));
    try (TrainingStep step = synapse(rule, B)) {
      Lab.moveFeedback(step, batch(1), rate, 5);
      requireApproach(step, scaled(W_TRANSPOSED, self / decay), Math.pow(1 - rate * decay, 5));
    }
  }

  /** With inputs of variance s² = 4: amp s² / decay = 0.5 · 4 / 0.25 = 8. */
  @Test
  void the_weight_mirror_comes_to_amp_times_variance_over_decay_times_W() {
    var rule = Lab.rule(new PublishedRules.WeightMirror(), Map.of("amp", 0.5, "decay", 0.25));
    try (TrainingStep step = synapse(rule, B)) {
      Lab.moveFeedback(step, batch(2), 1, 6);
      requireApproach(step, scaled(W_TRANSPOSED, 8), Math.pow(1 - 0.25, 6));
    }
  }

  /**
   * W = U S Vᵀ with singular values 2, 1, 1/2 and rotations of angles with sides 3, 4, 5. With amp
   * 1, decay 1/4, null 1 and s² = 1, each becomes s / (s² + 1/4): 8/17, 4/5 and 1, the last being
   * the largest that any can become.
   */
  @Test
  void information_alignment_maps_each_singular_value_by_itself() {
    double[] u = {0.6, -0.8, 0, 0.8, 0.6, 0, 0, 0, 1};
    double[] vTransposed = {1, 0, 0, 0, 0.8, 0.6, 0, -0.6, 0.8};
    double[] w = product(u, product(diagonal(2, 1, 0.5), vTransposed));
    double[] rest = product(u, product(diagonal(8 / 17.0, 0.8, 1), vTransposed));
    var rule =
        Lab.rule(
            new PublishedRules.InformationAlignment(), Map.of("amp", 1, "decay", 0.25, "null", 1));
    try (TrainingStep step = Lab.dense(rule, 4, 3, 3)) {
      step.set("logits.W", Lab.array(w, 3, 3));
      step.set("logits.B", Lab.array(new double[9], 3, 3));
      Lab.moveFeedback(step, batch(1), 0.4, 400);
      DOUBLE.requireAgree("B", Lab.values(step, "logits.B"), Matrices.transpose(rest, 3, 3));
    }
  }

  /** The third feature is always 0: there W is out of reach, and B stays as it was. */
  @Test
  void activation_alignment_comes_to_W_only_where_inputs_vary() {
    double[] pixels = {1, 1, 0, 1, -1, 0, 1, 1, 0, 1, -1, 0};
    var rule = Lab.rule(new PublishedRules.ActivationAlignment(), Map.of("amp", 1, "sparse", 0.5));
    double[] rest = {2, -6, 0.3, 4, 1, -0.3};
    try (TrainingStep step = synapse(rule, B)) {
      Lab.moveFeedback(step, Lab.batch(pixels, 4), 1, 7);
      requireApproach(step, rest, Math.pow(1 - 0.5, 7));
    }
  }

  /** Under decay alone B shrinks by 1 - rate · decay a step. */
  @Test
  void decay_alone_shrinks_B_geometrically() {
    var rule = Lab.rule(new Composed(), Map.of("decay", 1));
    try (TrainingStep step = synapse(rule, B)) {
      Lab.moveFeedback(step, batch(1), 0.25, 3);
      requireApproach(step, new double[6], Math.pow(0.75, 3));
    }
  }

  private static TrainingStep synapse(
      org.retrograde.api.rule.SynapticRule rule, double[] feedback) {
    TrainingStep step = Lab.dense(rule, 4, 3, 2);
    step.set("logits.W", Lab.array(W, 3, 2));
    step.set("logits.B", Lab.array(feedback, 2, 3));
    return step;
  }

  /** Images whose features are uncorrelated, with mean square of the scale's square. */
  private static Batch batch(double scale) {
    return Lab.batch(scaled(WHITE, scale), 4);
  }

  /** B has come closer to where it will rest, everywhere by the same factor. */
  private static void requireApproach(TrainingStep step, double[] rest, double factor) {
    double[] expected = new double[rest.length];
    for (int i = 0; i < rest.length; i++) {
      expected[i] = rest[i] + factor * (B[i] - rest[i]);
    }
    DOUBLE.requireAgree("B", Lab.values(step, "logits.B"), expected);
  }

  private static double[] scaled(double[] values, double factor) {
    return java.util.Arrays.stream(values).map(value -> factor * value).toArray();
  }

  private static double[] diagonal(double a, double b, double c) {
    return new double[] {a, 0, 0, 0, b, 0, 0, 0, c};
  }

  private static double[] product(double[] a, double[] b) {
    double[] product = new double[9];
    for (int i = 0; i < 9; i++) {
      for (int k = 0; k < 3; k++) {
        product[i] += a[i / 3 * 3 + k] * b[k * 3 + i % 3];
      }
    }
    return product;
  }
}
