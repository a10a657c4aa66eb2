// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retrograde.testkit.Tolerance.DOUBLE;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.data.Batch;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.train.TrainingStep;

/** Direct feedback through dense layers, against a pass of the test's own in float64. */
final class DirectFeedbackTest {

  private static final int IMAGES = 3;
  private static final int INPUTS = 4;
  private static final int CLASSES = 3;
  private static final Initializer NORMAL = new Initializer.Normal(0.5);

  /** Of five tanh units, then six sigmoid units, then the logits. */
  private static TrainingStep layers(RuleAssignment rules, double weightDecay) {
    ImageShape image = new ImageShape(1, 1, INPUTS);
    NetworkBuilder b = new NetworkBuilder(Mode.TRAINING, DataType.DOUBLE, IMAGES, image, CLASSES);
    Tensor first = b.dense("first", b.flatten(b.input()), 5, false, NORMAL);
    Tensor second = b.dense("second", b.activation(Activation.TANH, first), 6, false, NORMAL);
    Tensor logits =
        b.dense("logits", b.activation(Activation.SIGMOID, second), CLASSES, false, NORMAL);
    return new TrainingStep(
        b.build(logits),
        rules,
        OptimizerSpec.sgd(1, 0, weightDecay),
        OptimizerSpec.sgd(1, 0, 0),
        8,
        new Nd4jKernels());
  }

  private static TrainingStep layers(SynapticRule rule) {
    return layers(RuleAssignment.everywhere(rule), 0);
  }

  private static Batch batch() {
    float[] pixels = new float[IMAGES * INPUTS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Math.sin(1 + 1.7 * i);
    }
    return new Batch(pixels, new int[] {2, 0, 1}, IMAGES);
  }

  /** The activity of a step's layers and the error of its logits, computed here. */
  @SuppressWarnings("ArrayRecordComponent") // read, not compared
  private record Pass(double[] x, double[] tanh, double[] sigmoid, double[] error) {
    static Pass of(TrainingStep step) {
      Batch batch = batch();
      double[] x = new double[batch.images().length];
      Arrays.setAll(x, i -> batch.images()[i]);
      double[] tanh = map(project(step, "first", x), Math::tanh);
      double[] sigmoid = map(project(step, "second", tanh), z -> 1 / (1 + Math.exp(-z)));
      double[] exponentials = map(project(step, "logits", sigmoid), Math::exp);
      double[] error = new double[exponentials.length];
      for (int n = 0; n < IMAGES; n++) {
        int row = n * CLASSES;
        double sum = Arrays.stream(exponentials, row, row + CLASSES).sum();
        for (int c = 0; c < CLASSES; c++) {
          double target = batch.labels()[n] == c ? 1 : 0;
          error[row + c] = (exponentials[row + c] / sum - target) / IMAGES;
        }
      }
      return new Pass(x, tanh, sigmoid, error);
    }

    /** e Bᵀ: a dense B in files is {@code [classes, features]}. */
    double[] carried(TrainingStep step, String layer) {
      return Matrices.product(error, IMAGES, Lab.values(step, layer + ".B"));
    }

    double[] firstGradient(double[] carried) {
      return Matrices.transposedProduct(x, IMAGES, times(carried, map(tanh, a -> 1 - a * a)));
    }

    double[] secondGradient(double[] carried) {
      return Matrices.transposedProduct(
          tanh, IMAGES, times(carried, map(sigmoid, a -> a * (1 - a))));
    }

    private static double[] project(TrainingStep step, String layer, double[] input) {
      return Matrices.product(input, IMAGES, Lab.values(step, layer + ".W"));
    }

    private static double[] map(double[] values, DoubleUnaryOperator function) {
      return Arrays.stream(values).map(function).toArray();
    }

    private static double[] times(double[] a, double[] b) {
      double[] product = new double[a.length];
      Arrays.setAll(product, i -> a[i] * b[i]);
      return product;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"activation", "layer"})
  void every_layer_learns_from_the_logits_error_through_its_own_B(String form) {
    SynapticRule rule = Lab.rule(new DirectFeedbackAlignment(), Map.of("form", form));
    try (TrainingStep step = layers(rule)) {
      Pass pass = Pass.of(step);
      step.runWithoutUpdate(batch());
      double[] first = pass.firstGradient(pass.carried(step, "second"));
      DOUBLE.requireAgree("first.W", Lab.gradient(step, "first.W"), first);
      double[] second = pass.secondGradient(pass.carried(step, "logits"));
      DOUBLE.requireAgree("second.W", Lab.gradient(step, "second.W"), second);
      double[] last = Matrices.transposedProduct(pass.sigmoid(), IMAGES, pass.error());
      DOUBLE.requireAgree("logits.W", Lab.gradient(step, "logits.W"), last);
    }
  }

  /** Where the logits' W is 0 they are 0 whatever the layers below say, and so is the error. */
  @Test
  void W_above_matters_only_through_the_logits_error() {
    try (TrainingStep step = layers(Lab.rule(new DirectFeedbackAlignment(), Map.of()))) {
      step.set("logits.W", zeros(step.get("logits.W")));
      double[] before = gradient(step, "first.W");
      step.set("second.W", zeros(step.get("second.W")));
      assertThat(gradient(step, "first.W")).isEqualTo(before);
      assertThat(before).doesNotContain(0);
    }
  }

  @Test
  void the_error_that_comes_from_above_is_ignored() {
    RuleAssignment rules =
        new RuleAssignment(
            List.of(
                new RuleAssignment.Entry("logits", SinglePath.feedbackAlignment(Map.of())),
                new RuleAssignment.Entry("*", Lab.rule(new DirectFeedbackAlignment(), Map.of()))));
    try (TrainingStep step = layers(rules, 0)) {
      double[] first = gradient(step, "first.W");
      double[] second = gradient(step, "second.W");
      step.set("logits.B", zeros(step.get("logits.B")));
      assertThat(gradient(step, "second.W")).isNotEqualTo(second).containsOnly(0);
      assertThat(gradient(step, "first.W")).isEqualTo(first);
    }
  }

  /** Features 4, 5 and 6. */
  @Test
  void B_is_first_uniform_up_to_one_over_the_root_of_the_features() {
    try (TrainingStep step = layers(Lab.rule(new DirectFeedbackAlignment(), Map.of()))) {
      requireRange(Lab.values(step, "first.B"), 1 / Math.sqrt(4));
      requireRange(Lab.values(step, "second.B"), 1 / Math.sqrt(5));
      requireRange(Lab.values(step, "logits.B"), 1 / Math.sqrt(6));
    }
  }

  @Test
  void B_is_first_uniform_up_to_a_limit_that_is_given() {
    try (TrainingStep step = layers(Lab.rule(new DirectFeedbackAlignment(), Map.of("limit", 7)))) {
      for (String layer : List.of("first.B", "second.B", "logits.B")) {
        requireRange(Lab.values(step, layer), 7);
      }
    }
  }

  /** Of 12 and more uniform draws one exceeds 60 percent, but for one seed in 450 (0.6^12). */
  private static void requireRange(double[] values, double limit) {
    assertThat(values).hasSizeGreaterThanOrEqualTo(12);
    double greatest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
    assertThat(greatest).isBetween(0.6 * limit, limit);
    assertThat(Arrays.stream(values).min().orElseThrow()).isNegative();
    assertThat(Arrays.stream(values).max().orElseThrow()).isPositive();
  }

  @Test
  void a_limit_of_what_is_drawn_as_W_is_refused() {
    for (LearningRule rule : List.of(new DirectFeedbackAlignment(), new DirectKolenPollack())) {
      assertThatThrownBy(() -> Lab.rule(rule, Map.of("form", "layer", "limit", 0.1)))
          .isInstanceOf(RetrogradeException.class)
          .hasMessageContaining("rule.limit")
          .hasMessageContaining("form: activation");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"activation", "layer"})
  void under_direct_Kolen_Pollack_B_moves_by_input_times_logits_error_with_decay(String form) {
    double decay = 0.3;
    SynapticRule rule = Lab.rule(new DirectKolenPollack(), Map.of("form", form, "decay", decay));
    try (TrainingStep step = layers(rule)) {
      Pass pass = Pass.of(step);
      step.runWithoutUpdate(batch());
      requireHebb(step, "first", pass.error(), pass.x(), decay);
      requireHebb(step, "second", pass.error(), pass.tanh(), decay);
      requireHebb(step, "logits", pass.error(), pass.sigmoid(), decay);
    }
  }

  private static void requireHebb(
      TrainingStep step, String layer, double[] error, double[] x, double decay) {
    double[] expected = Matrices.transposedProduct(error, IMAGES, x);
    double[] b = Lab.values(step, layer + ".B");
    Arrays.setAll(expected, i -> expected[i] + decay * b[i]);
    DOUBLE.requireAgree(layer + ".B", Lab.gradient(step, layer + ".B"), expected);
  }

  /** There W's own gradient is x eᵀ too, so only decay is left of their difference. */
  @ParameterizedTest
  @ValueSource(strings = {"activation", "layer"})
  void at_the_last_layer_W_minus_B_shrinks_as_under_Kolen_and_Pollacks_rule(String form) {
    double decay = 0.5;
    double rate = 0.1;
    SynapticRule rule = Lab.rule(new DirectKolenPollack(), Map.of("form", form, "decay", decay));
    try (TrainingStep step = layers(RuleAssignment.everywhere(rule), decay)) {
      double[] first = difference(step);
      for (int i = 1; i <= 5; i++) {
        step.run(batch(), rate, 0);
        double factor = Math.pow(1 - rate * decay, i);
        double[] expected = Arrays.stream(first).map(d -> factor * d).toArray();
        DOUBLE.requireAgree("W - B", difference(step), expected);
      }
    }
  }

  private static double[] difference(TrainingStep step) {
    double[] w = Lab.values(step, "logits.W");
    double[] b = FixtureArrays.doubles(Matrices.feedbackAsWeight(step.get("logits.B")));
    double[] difference = new double[w.length];
    Arrays.setAll(difference, i -> w[i] - b[i]);
    return difference;
  }

  private static double[] gradient(TrainingStep step, String name) {
    step.runWithoutUpdate(batch());
    return Lab.gradient(step, name);
  }

  private static NamedArray zeros(NamedArray like) {
    return new NamedArray(like.shape(), new double[FixtureArrays.doubles(like).length]);
  }
}
