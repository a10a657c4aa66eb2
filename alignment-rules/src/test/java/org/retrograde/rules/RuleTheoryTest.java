// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.retrograde.testkit.Tolerance.DOUBLE;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.data.Batch;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.api.rule.SynapticSignals;
import org.retrograde.engine.train.TrainingStep;

final class RuleTheoryTest {

  private static final ImageShape IMAGE = new ImageShape(4, 4, 2);

  /** The same gradient moves both, so only decay is left of their difference. */
  @Test
  void under_Kolen_and_Pollacks_rule_W_minus_B_shrinks_by_one_minus_rate_times_decay_a_step() {
    double decay = 0.5;
    double rate = 0.1;
    SynapticRule rule = Lab.rule(new PublishedRules.KolenPollack(), Map.of("decay", decay));
    try (TrainingStep step = Lab.convolution(rule, 3, IMAGE, Lab.spec(3, 3, 2, 1), decay)) {
      double[] conv = difference(step, "conv");
      double[] logits = difference(step, "logits");
      for (int i = 1; i <= 6; i++) {
        step.run(images(i), rate, 0);
        double factor = Math.pow(1 - rate * decay, i);
        DOUBLE.requireAgree("conv", difference(step, "conv"), scaled(conv, factor));
        DOUBLE.requireAgree("logits", difference(step, "logits"), scaled(logits, factor));
      }
    }
  }

  @Test
  void feedback_alignment_trains_as_backpropagation_does_while_B_is_set_to_W() {
    SynapticRule feedback = Lab.rule(new PublishedRules.FeedbackAlignment(), Map.of());
    SynapticRule exact = Lab.rule(new PublishedRules.Backpropagation(), Map.of());
    try (TrainingStep ours = Lab.convolution(feedback, 3, IMAGE, Lab.spec(3, 3, 1, 1), 0.01);
        TrainingStep reference = Lab.convolution(exact, 3, IMAGE, Lab.spec(3, 3, 1, 1), 0.01)) {
      for (int i = 0; i < 5; i++) {
        ours.set("conv.B", ours.get("conv.W"));
        ours.set("logits.B", Matrices.feedbackAsWeight(ours.get("logits.W")));
        ours.run(images(i), 0.1, 0);
        reference.run(images(i), 0.1, 0);
      }
      for (String name : reference.names()) {
        DOUBLE.requireAgree(name, ours.get(name), reference.get(name));
      }
    }
  }

  /** F is bilinear: null F(T_B(y), y) - amp F(x, y) = F(null T_B(y) - amp x, y). */
  @Test
  void the_terms_of_information_alignment_merge_into_one_filter_gradient() {
    SynapticRule rule =
        Lab.rule(
            new PublishedRules.InformationAlignment(), Map.of("amp", 0.7, "decay", 0, "null", 0.3));
    requireSameFeedbackGradients(rule, new MergedInformation(0.7, 0.3));
  }

  /** amp and sparse with equal coefficients are 1/2 |y - C_B(x)|² / N up to a constant. */
  @Test
  void activation_alignment_descends_the_distance_between_activations() {
    SynapticRule rule =
        Lab.rule(new PublishedRules.ActivationAlignment(), Map.of("amp", 0.4, "sparse", 0.4));
    requireSameFeedbackGradients(rule, new MergedActivation(0.4));
  }

  /**
   * One image [[1, 2], [3, 4]] under the kernel [[1, 0], [0, 1]] gives y = 5: the gradient is B y²
   * = 25 B.
   */
  @Test
  void the_null_gradient_of_a_convolution_with_one_position_is_B_times_the_squared_output() {
    SynapticRule rule = Lab.rule(new Composed(), Map.of("null", 1));
    try (TrainingStep step =
        Lab.convolution(rule, 1, new ImageShape(2, 2, 1), Lab.spec(1, 2, 1, 0), 0)) {
      step.set("conv.W", Lab.array(new double[] {1, 0, 0, 1}, 2, 2, 1, 1));
      step.set("conv.B", Lab.array(new double[] {0.1, 0.2, 0.3, 0.4}, 2, 2, 1, 1));
      step.runWithoutUpdate(Lab.batch(new double[] {1, 2, 3, 4}, 1));
      DOUBLE.requireAgree("gradient", Lab.gradient(step, "conv.B"), new double[] {2.5, 5, 7.5, 10});
    }
  }

  /**
   * On an image of one pixel only the kernel's centre meets it; y = 3 · 2, so the gradient there is
   * 0.5 · 6².
   */
  @Test
  void the_null_gradient_of_a_padded_convolution_is_0_at_taps_that_meet_only_padding() {
    SynapticRule rule = Lab.rule(new Composed(), Map.of("null", 1));
    try (TrainingStep step =
        Lab.convolution(rule, 1, new ImageShape(1, 1, 1), Lab.spec(1, 3, 1, 1), 0)) {
      double[] ones = {1, 1, 1, 1, 2, 1, 1, 1, 1};
      step.set("conv.W", Lab.array(ones, 3, 3, 1, 1));
      step.set("conv.B", Lab.array(scaled(ones, 0.25), 3, 3, 1, 1));
      step.runWithoutUpdate(Lab.batch(new double[] {3}, 1));
      DOUBLE.requireAgree(
          "gradient", Lab.gradient(step, "conv.B"), new double[] {0, 0, 0, 0, 18, 0, 0, 0, 0});
    }
  }

  /**
   * White inputs, exactly: 64 images of 8 x 8, each with one pixel at 8, so that the mean of x(p)
   * x(q) is 1 if p = q and 0 otherwise. The sum over positions then multiplies each tap of W by the
   * number of places where the tap meets the image: 49 in the corners, 56 at the edges, 64 in the
   * middle.
   */
  @Test
  void amp_grows_with_the_number_of_positions_that_each_tap_meets() {
    requireAmpGradient("sum", 1);
  }

  @Test
  void amp_as_a_mean_over_positions_does_not() {
    requireAmpGradient("mean", 1 / 64.0);
  }

  private static void requireAmpGradient(String reduction, double factor) {
    SynapticRule rule = Lab.rule(new Composed(), Map.of("amp", 1, "spatialReduction", reduction));
    double[] w = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    double[] meetings = {49, 56, 49, 56, 64, 56, 49, 56, 49};
    try (TrainingStep step =
        Lab.convolution(rule, 64, new ImageShape(8, 8, 1), Lab.spec(1, 3, 1, 1), 0)) {
      step.set("conv.W", Lab.array(w, 3, 3, 1, 1));
      step.runWithoutUpdate(Lab.batch(onePixelEach(64, 8), 64));
      double[] expected = new double[9];
      Arrays.setAll(expected, i -> -factor * meetings[i] * w[i]);
      DOUBLE.requireAgree("gradient", Lab.gradient(step, "conv.B"), expected);
    }
  }

  /**
   * decay does not read activity: of coefficients (1, 1) it keeps B, while amp is divided by the 4
   * positions.
   */
  @Test
  void the_mean_over_positions_leaves_terms_of_the_weights_alone_as_they_are() {
    double[] amp = feedbackGradient(Map.of("amp", 1));
    double[] decay = feedbackGradient(Map.of("decay", 1));
    double[] expected = new double[amp.length];
    Arrays.setAll(expected, i -> amp[i] / 4 + decay[i]);
    double[] both = feedbackGradient(Map.of("amp", 1, "decay", 1, "spatialReduction", "mean"));
    DOUBLE.requireAgree("gradient", both, expected);
  }

  /**
   * The error that reaches the first layer is proportional to the scale of the second layer's
   * signs.
   */
  @Test
  void under_sign_symmetry_the_gradient_below_is_proportional_to_the_scale() {
    DOUBLE.requireAgree("gradient", signGradient(0.6), scaled(signGradient(0.2), 3));
  }

  /** Fans 32 and 2 of the dense synapse above: c = sqrt(2 / 34). */
  @Test
  void under_sign_symmetry_the_scale_is_Glorots_unless_it_is_given() {
    SynapticRule rule = Lab.rule(new UniformSignSymmetry(), Map.of());
    try (TrainingStep step = Lab.convolution(rule, 3, IMAGE, Lab.spec(2, 3, 1, 1), 0)) {
      step.runWithoutUpdate(images(0));
      DOUBLE.requireAgree(
          "gradient", Lab.gradient(step, "conv.W"), signGradient(Math.sqrt(2 / 34.0)));
    }
  }

  private static double[] signGradient(double scale) {
    SynapticRule rule = Lab.rule(new UniformSignSymmetry(), Map.of("scale", scale));
    try (TrainingStep step = Lab.convolution(rule, 3, IMAGE, Lab.spec(2, 3, 1, 1), 0)) {
      step.runWithoutUpdate(images(0));
      return Lab.gradient(step, "conv.W");
    }
  }

  private static double[] feedbackGradient(Map<String, ?> values) {
    SynapticRule rule = Lab.rule(new Composed(), values);
    try (TrainingStep step = Lab.convolution(rule, 3, IMAGE, Lab.spec(3, 3, 2, 1), 0)) {
      step.runWithoutUpdate(images(0));
      return Lab.gradient(step, "conv.B");
    }
  }

  private static void requireSameFeedbackGradients(SynapticRule got, SynapticRule expected) {
    try (TrainingStep ours = Lab.convolution(got, 3, IMAGE, Lab.spec(3, 3, 2, 1), 0);
        TrainingStep theirs = Lab.convolution(expected, 3, IMAGE, Lab.spec(3, 3, 2, 1), 0)) {
      ours.runWithoutUpdate(images(0));
      theirs.runWithoutUpdate(images(0));
      for (String name : new String[] {"conv.B", "logits.B"}) {
        DOUBLE.requireAgree(name, ours.gradient(name), theirs.gradient(name));
      }
    }
  }

  /** F(null T_B(y) - amp x, y) / N. */
  private record MergedInformation(double amp, double nullTerm) implements MergedRule {
    @Override
    public SDVariable gradient(SynapticSignals s) {
      SDVariable carried = s.map().adjoint(s.feedback(), s.output()).mul(nullTerm);
      return s.map().filterGradient(carried.sub(s.input().mul(amp)), s.output()).div(s.batch());
    }
  }

  /** F(x, C_B(x) - y) / N times the coefficient: the gradient of the distance. */
  private record MergedActivation(double coefficient) implements MergedRule {
    @Override
    public SDVariable gradient(SynapticSignals s) {
      SDVariable distance = s.map().apply(s.feedback(), s.input()).sub(s.output());
      return s.map().filterGradient(s.input(), distance).mul(coefficient / s.batch());
    }
  }

  private interface MergedRule extends SynapticRule {
    SDVariable gradient(SynapticSignals signals);

    @Override
    default boolean hasFeedbackWeights() {
      return true;
    }

    @Override
    default FeedbackGroup feedbackGroup() {
      return FeedbackGroup.ALIGNMENT;
    }

    @Override
    default SDVariable carryError(SynapticSignals signals) {
      return signals.map().adjoint(signals.feedback(), signals.outputError());
    }

    @Override
    default Optional<SDVariable> feedbackGradient(SynapticSignals signals) {
      return Optional.of(gradient(signals));
    }

    @Override
    default Optional<SDVariable> alignmentLoss(SynapticSignals signals) {
      return Optional.empty();
    }
  }

  private static double[] difference(TrainingStep step, String layer) {
    double[] w = Lab.values(step, layer + ".W");
    double[] b = FixtureArrays.doubles(Matrices.feedbackAsWeight(step.get(layer + ".B")));
    double[] difference = new double[w.length];
    Arrays.setAll(difference, i -> w[i] - b[i]);
    return difference;
  }

  private static double[] scaled(double[] values, double factor) {
    return Arrays.stream(values).map(value -> factor * value).toArray();
  }

  /** Three images of {@link #IMAGE} that differ from each other and between indices. */
  private static Batch images(int index) {
    double[] pixels = new double[3 * IMAGE.size()];
    Arrays.setAll(pixels, i -> Math.sin(1 + i * (index + 1.5)));
    return Lab.batch(pixels, 3);
  }

  private static double[] onePixelEach(int images, double value) {
    double[] pixels = new double[images * images];
    for (int i = 0; i < images; i++) {
      pixels[i * images + i] = value;
    }
    return pixels;
  }
}
