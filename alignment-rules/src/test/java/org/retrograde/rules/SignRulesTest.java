// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retrograde.testkit.Tolerance.DOUBLE;
import static org.retrograde.testkit.Tolerance.EXACT;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrograde.api.data.Batch;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.train.TrainingStep;

/** Rules whose error is carried by the signs of W: which magnitudes, and when they are drawn. */
final class SignRulesTest {

  private static final int UNITS = 3000;
  private static final Initializer NORMAL = new Initializer.Normal(0.5);
  private static final SynapticRule BATCHWISE =
      Lab.rule(new SignRules.BatchwiseRandomMagnitude(), Map.of());
  private static final SynapticRule FIXED =
      Lab.rule(new SignRules.FixedRandomMagnitude(), Map.of());

  @Test
  void fixed_magnitudes_are_those_of_B_and_the_signs_are_W_s() {
    try (TrainingStep step = SinglePath.of(FIXED, 1, 6, NORMAL, 1)) {
      step.set("logits.W", Lab.array(SinglePath.turns(6, 3), 6, 2));
      double[] feedback = {9, 9, 9, 9, 9, 9, 0.1, -0.2, 0.3, -0.4, 0.5, 0};
      step.set("logits.B", Lab.array(feedback, 2, 6));
      DOUBLE.requireAgree(
          "|B| sign(W)", SinglePath.secondColumn(step), new double[] {0.1, -0.2, 0, 0.4, -0.5, 0});
    }
  }

  @Test
  void fixed_magnitudes_that_are_all_the_same_are_uniform_sign_symmetry() {
    SynapticRule uniform = Lab.rule(new UniformSignSymmetry(), Map.of("scale", 0.7));
    Batch batch = images();
    try (TrainingStep ours = Lab.network(FIXED, "strided", 3);
        TrainingStep theirs = Lab.network(uniform, "strided", 3)) {
      double[] magnitudes = Lab.values(ours, "strided.B").clone();
      Arrays.setAll(magnitudes, i -> i % 2 == 0 ? 0.7 : -0.7);
      ours.set("strided.B", new NamedArray(ours.get("strided.B").shape(), magnitudes));
      ours.runWithoutUpdate(batch);
      theirs.runWithoutUpdate(batch);
      DOUBLE.requireAgree("gradient", ours.gradient("same.W"), theirs.gradient("same.W"));
    }
  }

  @Test
  void magnitudes_drawn_in_a_step_have_the_signs_of_W() {
    try (TrainingStep step = batchwise(NORMAL, 1)) {
      double[] carried = SinglePath.secondColumn(step);
      double[] signs = Arrays.stream(carried).map(Math::signum).toArray();
      EXACT.requireAgree(
          "signs", signs, IntStream.range(0, UNITS).mapToDouble(SinglePath::sign).toArray());
    }
  }

  @Test
  void magnitudes_are_drawn_once_a_step_and_follow_the_seed() {
    try (TrainingStep step = batchwise(NORMAL, 1);
        TrainingStep again = batchwise(NORMAL, 1);
        TrainingStep other = batchwise(NORMAL, 2)) {
      double[] first = SinglePath.secondColumn(step);
      assertThat(SinglePath.secondColumn(step)).as("in the same step").isEqualTo(first);
      assertThat(SinglePath.secondColumn(again)).as("with the same seed").isEqualTo(first);
      requireFresh("with another seed", SinglePath.secondColumn(other), first);
      SinglePath.pass(step, 1);
      SinglePath.pass(again, 1);
      double[] second = SinglePath.secondColumn(step);
      requireFresh("in the next step", second, first);
      assertThat(SinglePath.secondColumn(again)).isEqualTo(second);
    }
  }

  /** Of |M|: initialiser, mean and standard deviation. Fans are 3000 and 2. */
  static Stream<Arguments> magnitudes() {
    double half = Math.sqrt(2 / Math.PI);
    double rest = Math.sqrt(1 - 2 / Math.PI);
    double glorot = Math.sqrt(6.0 / (UNITS + 2));
    return Stream.of(
        Arguments.of(NORMAL, 0.5 * half, 0.5 * rest),
        Arguments.of(new Initializer.NormalFanOut(2), half, rest),
        Arguments.of(new Initializer.Uniform(0.3), 0.15, 0.3 / Math.sqrt(12)),
        Arguments.of(new Initializer.GlorotUniform(), glorot / 2, glorot / Math.sqrt(12)));
  }

  @ParameterizedTest
  @MethodSource("magnitudes")
  void magnitudes_are_drawn_as_W_is(Initializer initializer, double mean, double deviation) {
    try (TrainingStep step = batchwise(initializer, 1)) {
      double[] carried = SinglePath.secondColumn(step);
      double[] drawn = Arrays.stream(carried).filter(v -> v != 0).map(Math::abs).toArray();
      assertThat(drawn).hasSize(UNITS * 2 / 3);
      double average = Arrays.stream(drawn).average().orElseThrow();
      Bands.meanOf(deviation, drawn.length).requireAgree("mean", average, mean);
      double square = Arrays.stream(drawn).map(v -> v * v).average().orElseThrow();
      double expected = mean * mean + deviation * deviation;
      // Of a normal variable the square deviates by sqrt(2) of its mean, of a uniform one by less.
      Bands.meanOf(Math.sqrt(2) * expected, drawn.length)
          .requireAgree("mean square", square, expected);
    }
  }

  /** Two thirds of W are not 0, so two thirds of the kernel are drawn. */
  private static void requireFresh(String when, double[] got, double[] before) {
    long same = IntStream.range(0, UNITS).filter(i -> got[i] != 0 && got[i] == before[i]).count();
    assertThat(same).as(when).isZero();
  }

  private static TrainingStep batchwise(Initializer initializer, long seed) {
    TrainingStep step = SinglePath.of(BATCHWISE, 1, UNITS, initializer, seed);
    step.set("logits.W", Lab.array(SinglePath.turns(UNITS, 0.1), UNITS, 2));
    return step;
  }

  /** A convolution of 3 x 3 from 2 to 3 channels, and 48 units to 2 logits. */
  static Stream<Arguments> formulas() {
    return Stream.of(
        Arguments.of("glorot", Math.sqrt(2.0 / (18 + 27)), Math.sqrt(2.0 / (48 + 2))),
        Arguments.of("torch", 1 / Math.sqrt(3.0 * 18), 1 / Math.sqrt(3.0 * 48)),
        Arguments.of("xiao", Math.sqrt(2.0 / 27), 1 / Math.sqrt(48)));
  }

  @ParameterizedTest
  @MethodSource("formulas")
  void signed_feedback_starts_at_the_scaled_signs_of_W_and_never_moves(
      String formula, double conv, double dense) {
    SynapticRule rule = Lab.rule(new SignedFeedbackAlignment(), Map.of("scaleFrom", formula));
    ImageShape image = new ImageShape(4, 4, 2);
    try (TrainingStep step = Lab.convolution(rule, 3, image, Lab.spec(3, 3, 1, 1), 0)) {
      double[] convolution = signs(step.get("conv.W"), conv);
      double[] logits = signs(step.get("logits.W"), dense);
      for (int i = 0; i < 3; i++) {
        DOUBLE.requireAgree("conv.B", Lab.values(step, "conv.B"), convolution);
        DOUBLE.requireAgree("logits.B", Lab.values(step, "logits.B"), logits);
        step.run(Lab.batch(wave(3 * image.size()), 3), 5, 5);
      }
      assertThat(signs(step.get("conv.W"), conv)).as("W has moved").isNotEqualTo(convolution);
    }
  }

  @Test
  void signed_feedback_of_a_given_scale_is_0_where_W_is() {
    SynapticRule rule = Lab.rule(new SignedFeedbackAlignment(), Map.of("scale", 0.25));
    try (TrainingStep zero = SinglePath.of(rule, 1, 4, new Initializer.Constant(0), 1);
        TrainingStep negative = SinglePath.of(rule, 1, 4, new Initializer.Constant(-3), 1)) {
      assertThat(Lab.values(zero, "logits.B")).containsOnly(0);
      assertThat(Lab.values(negative, "logits.B")).containsOnly(-0.25);
    }
  }

  /** Fans 6 and 2. */
  @ParameterizedTest
  @ValueSource(strings = {"glorot", "torch", "xiao"})
  void uniform_sign_symmetry_carries_by_the_scale_of_its_formula(String formula) {
    double expected =
        Map.of("glorot", 0.5, "torch", Math.sqrt(1 / 18.0), "xiao", Math.sqrt(1 / 6.0))
            .get(formula);
    SynapticRule rule = Lab.rule(new UniformSignSymmetry(), Map.of("scaleFrom", formula));
    try (TrainingStep step = SinglePath.of(rule, 1, 6, NORMAL, 1)) {
      step.set("logits.W", Lab.array(SinglePath.turns(6, 3), 6, 2));
      double[] carried =
          IntStream.range(0, 6).mapToDouble(i -> expected * SinglePath.sign(i)).toArray();
      DOUBLE.requireAgree("c sign(W)", SinglePath.secondColumn(step), carried);
    }
  }

  @Test
  void a_scale_beside_a_formula_for_it_is_refused() {
    for (LearningRule rule : List.of(new UniformSignSymmetry(), new SignedFeedbackAlignment())) {
      assertThatThrownBy(() -> Lab.rule(rule, Map.of("scale", 1, "scaleFrom", "torch")))
          .isInstanceOf(RetrogradeException.class)
          .hasMessageContaining("rule.scale")
          .hasMessageContaining("leave one out");
    }
  }

  /** c sign(W), laid out as B. */
  private static double[] signs(NamedArray weight, double scale) {
    double[] values = FixtureArrays.doubles(Matrices.feedbackAsWeight(weight));
    return Arrays.stream(values).map(w -> scale * Math.signum(w)).toArray();
  }

  private static Batch images() {
    return Lab.batch(wave(3 * Lab.IMAGE.size()), 3);
  }

  private static double[] wave(int length) {
    return IntStream.range(0, length).mapToDouble(i -> Math.sin(1 + 1.7 * i)).toArray();
  }
}
