// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.retrograde.api.data.Batch;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.random.RandomStream;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.api.rule.Locality;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.train.TrainingStep;
import org.retrograde.testkit.FiniteDifferences;
import org.retrograde.testkit.Tolerance;

/** Every term under every option: its gradients are those of its value. */
final class ProjectionOptionsTest {

  private static final int IMAGES = 3;
  private static final int DIRECTIONS = 4;
  private static final List<String> LAYERS = List.of("strided", "hidden");
  private static final Map<String, Double> ALL =
      Map.of("amp", 0.3, "decay", 0.2, "null", 0.1, "sparse", 0.15, "self", 0.25);
  private static final Map<String, Double> WITHOUT_SQUARES = Map.of("amp", 0.3, "decay", 0.2);

  private record Setting(Map<String, Double> coefficients, Map<String, Object> options) {
    static Setting of(Object... options) {
      return new Setting(ALL, pairs(options));
    }

    static Setting withoutSquares(Object... options) {
      return new Setting(WITHOUT_SQUARES, pairs(options));
    }

    SynapticRule rule(Map<String, Object> more) {
      Map<String, Object> values = new LinkedHashMap<>(coefficients);
      values.putAll(options);
      values.putAll(more);
      return Lab.rule(new Composed(), values);
    }

    private static Map<String, Object> pairs(Object... options) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (int i = 0; i < options.length; i += 2) {
        map.put((String) options[i], options[i + 1]);
      }
      return map;
    }
  }

  static Stream<Setting> settings() {
    return Stream.of(
        Setting.of(),
        Setting.of("spatialReduction", "mean"),
        Setting.of("input", "normal", "inputDeviation", 0.7),
        Setting.of("input", "uniform"),
        Setting.of("centerInput", true),
        Setting.of("normalizeInput", true),
        Setting.of("centerBatchBackwardInput", true),
        Setting.of("biasForward", true),
        Setting.of("biasBackward", true),
        Setting.of("activationForward", true),
        Setting.of("activationBackward", true),
        Setting.of("activationBackward", true, "projectionActivation", "sigmoid"),
        Setting.of(
            "activationForward", true, "activationBackward", true, "projectionActivation", "elu"),
        Setting.of("centerForwardOutput", true),
        Setting.withoutSquares("normalizeForwardOutput", true),
        Setting.of("normalizeForwardOutput", true, "centerBatchForwardOutput", true),
        Setting.of("centerBatchForwardOutput", true),
        Setting.of("centerBackwardOutput", true),
        Setting.withoutSquares("normalizeBackwardOutput", true),
        Setting.of("reconstructionReversal", true),
        Setting.of(
            "reconstructionReversal",
            true,
            "activationBackward",
            true,
            "centerBackwardOutput",
            true),
        Setting.of("reconstructionAmp", true, "biasForward", true),
        Setting.of(
            "reconstructionAmp",
            true,
            "reconstructionReversal",
            true,
            "biasBackward",
            true,
            "activationBackward",
            true),
        Setting.of(
            "input",
            "normal",
            "normalizeInput",
            true,
            "biasForward",
            true,
            "activationForward",
            true,
            "centerBatchForwardOutput",
            true,
            "normalizeForwardOutput",
            true,
            "activationBackward",
            true,
            "centerBackwardOutput",
            true));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void drives_B_by_the_gradient_of_the_loss(Setting setting) {
    for (String layer : LAYERS) {
      try (TrainingStep step = Lab.network(setting.rule(Map.of()), layer, IMAGES)) {
        requireGradient(step, layer + ".B", layer + ".B");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void drives_W_by_the_gradient_of_the_loss_if_asked_to(Setting setting) {
    for (String layer : LAYERS) {
      SynapticRule rule = setting.rule(Map.of("movesForwardWeights", true));
      try (TrainingStep step = Lab.network(rule, layer, IMAGES)) {
        requireGradient(step, layer + ".W", "alignment/" + layer + ".W");
      }
    }
  }

  /**
   * Compares slopes in a few directions, which all parts of a gradient have a share in. Only the
   * aligned layer has an alignment loss, so its W matters to no other layer's.
   */
  private static void requireGradient(TrainingStep step, String name, String gradient) {
    Batch batch = batch();
    NamedArray point = step.get(name);
    RandomStream stream = RandomStream.of(11, name, 0);
    double[][] directions = new double[DIRECTIONS][FixtureArrays.doubles(point).length];
    for (double[] direction : directions) {
      java.util.Arrays.setAll(direction, i -> stream.nextGaussian());
    }
    double[] expected =
        FiniteDifferences.gradient(
            steps -> {
              step.set(name, moved(point, directions, steps));
              step.runWithoutUpdate(batch);
              return step.alignmentLoss();
            },
            new double[DIRECTIONS]);
    step.set(name, point);
    step.runWithoutUpdate(batch);
    double[] at = Lab.gradient(step, gradient);
    double[] slopes =
        java.util.Arrays.stream(directions).mapToDouble(d -> Matrices.dot(d, at)).toArray();
    Tolerance.FINITE_DIFFERENCES.requireAgree("slopes of " + gradient, slopes, expected);
  }

  private static NamedArray moved(NamedArray point, double[][] directions, double[] steps) {
    double[] values = FixtureArrays.doubles(point).clone();
    for (int d = 0; d < steps.length; d++) {
      for (int i = 0; i < values.length; i++) {
        values[i] += steps[d] * directions[d][i];
      }
    }
    return new NamedArray(point.shape(), values);
  }

  private static Batch batch() {
    RandomStream stream = RandomStream.of(7, "images", 0);
    double[] pixels = new double[IMAGES * Lab.IMAGE.size()];
    java.util.Arrays.setAll(pixels, i -> stream.nextGaussian());
    return Lab.batch(pixels, IMAGES);
  }

  @Test
  void a_rule_that_moves_W_moves_it_while_the_task_rests() {
    SynapticRule rule = Setting.of().rule(Map.of("movesForwardWeights", true));
    try (TrainingStep step = Lab.network(rule, "hidden", IMAGES)) {
      NamedArray before = step.get("hidden.W");
      double[] gradient = run(step, 0, "alignment/hidden.W");
      double[] moved = Lab.values(step, "hidden.W");
      double[] expected = FixtureArrays.doubles(before);
      for (int i = 0; i < expected.length; i++) {
        expected[i] -= 0.1 * gradient[i];
      }
      Tolerance.DOUBLE.requireAgree("W after one step of alignment", moved, expected);
    }
  }

  private static double[] run(TrainingStep step, double taskRate, String gradient) {
    step.run(batch(), taskRate, 0.1);
    return Lab.gradient(step, gradient);
  }

  /** A term that squares what has norm 1 is constant: 1/2 for each image. */
  @Test
  void what_is_scaled_to_norm_1_leaves_null_constant() {
    ProjectionOptions normalized =
        new ProjectionOptions(
            ProjectionOptions.NONE.input(),
            new ProjectionOptions.Output(false, false, new Standardization(false, true, false)),
            ProjectionOptions.Output.NONE,
            java.util.Optional.empty(),
            new ProjectionOptions.Reconstruction(false, false),
            false);
    SynapticRule rule =
        new WeightedSum(
            new ErrorCarrier.Feedback(),
            false,
            List.of(new WeightedSum.Term(new Null(), 1)),
            SpatialReduction.SUM,
            normalized);
    try (TrainingStep step = Lab.network(rule, "hidden", IMAGES)) {
      step.runWithoutUpdate(batch());
      Tolerance.FINITE_DIFFERENCES.requireAgree("value", step.alignmentLoss(), 0.5);
      double[] gradient = Lab.gradient(step, "hidden.B");
      Tolerance.FINITE_DIFFERENCES.requireAgree("gradient", gradient, new double[gradient.length]);
    }
  }

  static Stream<Map<String, Object>> refused() {
    return Stream.of(
        Map.of("null", 1, "normalizeForwardOutput", true),
        Map.of("null", 1, "reconstructionReversal", true, "normalizeBackwardOutput", true),
        Map.of("sparse", 1, "normalizeBackwardOutput", true),
        Map.of("amp", 1, "inputDeviation", 0.5),
        Map.of("amp", 1, "projectionActivation", "relu"),
        Map.of("amp", 1, "reconstructionReversal", true),
        Map.of("amp", 1, "reconstructionAmp", true),
        Map.of("null", 1, "reconstructionAmp", true, "biasForward", true),
        Map.of("null", 1, "biasBackward", true),
        Map.of("null", 1, "centerBatchBackwardInput", true),
        Map.of("amp", 1, "courses", List.of(Map.of("of", "null"))),
        Map.of("amp", 1, "courses", List.of(Map.of("of", "amp"), Map.of("of", "amp"))),
        Map.of("amp", 1, "courses", List.of(Map.of("of", "amp", "start", 0.5, "stop", 0.5))));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void settings_without_effect_or_gradient_are_refused(Map<String, Object> settings) {
    assertThatThrownBy(() -> Lab.rule(new Composed(), settings))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("rule composed");
  }

  @Test
  void mirror_mode_needs_no_data() {
    Map<String, Object> options =
        Map.of("amp", 1, "null", 0.1, "input", "normal", "activationForward", true);
    try (TrainingStep step = Lab.network(Lab.rule(new Composed(), options), "strided", IMAGES)) {
      step.runWithoutUpdate(batch());
      double[] first = Lab.gradient(step, "strided.B");
      step.runWithoutUpdate(Lab.batch(new double[IMAGES * Lab.IMAGE.size()], IMAGES));
      assertThat(Lab.gradient(step, "strided.B")).isEqualTo(first);
    }
  }

  /** A plugin's primitive knows no projections: it is shown the x and y that they lead to. */
  @Test
  void a_primitive_of_a_plugin_sees_the_projected_activity() {
    AlignmentPrimitive other = new DisguisedPrimitive(new Amp(), "other", Locality.LOCAL);
    Map<String, Object> options =
        Map.of("input", "uniform", "biasForward", true, "centerForwardOutput", true);
    assertThat(gradient(new Composed(List.of(other)), "other", options))
        .isEqualTo(gradient(new Composed(), "amp", options))
        .isNotEqualTo(gradient(new Composed(List.of(other)), "other", Map.of()));
    assertThat(gradient(new Composed(List.of(other)), "other", Map.of()))
        .isEqualTo(gradient(new Composed(), "amp", Map.of()));
  }

  private static double[] gradient(
      Composed family, String coefficient, Map<String, Object> options) {
    Map<String, Object> values = new LinkedHashMap<>(options);
    values.put(coefficient, 1);
    try (TrainingStep step = Lab.network(Lab.rule(family, values), "strided", IMAGES)) {
      step.runWithoutUpdate(batch());
      return Lab.gradient(step, "strided.B");
    }
  }

  @Test
  void refusals_name_the_setting_and_the_way_out() {
    requireRefusal(
        Map.of("null", 1, "normalizeForwardOutput", true),
        "normalizeForwardOutput",
        "centerBatchForwardOutput");
    requireRefusal(
        Map.of("null", 1, "reconstructionReversal", true, "normalizeBackwardOutput", true),
        "normalizeBackwardOutput",
        "leave one of the two out");
    requireRefusal(
        Map.of("amp", 1, "reconstructionAmp", true), "equals amp's", "costs a convolution");
    requireRefusal(
        Map.of("null", 1, "reconstructionAmp", true, "biasForward", true),
        "whose coefficient is 0",
        "set amp");
    requireRefusal(
        Map.of("amp", 1, "activationForward", true, "projectionActivation", "linear"),
        "'linear'",
        "one of relu, elu, tanh, sigmoid");
  }

  private static void requireRefusal(Map<String, Object> settings, String... words) {
    assertThatThrownBy(() -> Lab.rule(new Composed(), settings))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContainingAll(words);
  }
}
