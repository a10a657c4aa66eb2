// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.testkit.Tolerance.DOUBLE;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.retrograde.api.data.Batch;
import org.retrograde.api.random.RandomStream;
import org.retrograde.engine.train.TrainingStep;

/** What holds for sums of terms and their coefficients, whatever these are. */
final class RulePropertiesTest {

  private static final List<String> TERMS = List.of("amp", "decay", "null", "self", "sparse");
  private static final List<String> GRADIENTS = List.of("strided.B", "alignment/strided.W");

  /** Options under which every term still has a gradient. */
  private static final List<Map<String, Object>> OPTIONS =
      List.of(
          Map.of(),
          Map.of("spatialReduction", "mean", "input", "normal"),
          Map.of("activationBackward", true, "biasForward", true, "biasBackward", true),
          Map.of("centerInput", true, "centerForwardOutput", true));

  @Property(tries = 6)
  void value_and_gradients_of_a_sum_are_the_sums_of_its_terms(
      @ForAll @Size(5) List<@DoubleRange(min = 0.05, max = 2) Double> coefficients,
      @ForAll @IntRange(max = 3) int options) {
    double value = 0;
    Map<String, double[]> sums = new LinkedHashMap<>();
    for (int i = 0; i < TERMS.size(); i++) {
      if (fits(TERMS.get(i), OPTIONS.get(options))) {
        Result term = result(Map.of(TERMS.get(i), coefficients.get(i)), OPTIONS.get(options));
        value += term.value();
        term.gradients().forEach((name, g) -> sums.merge(name, g, RulePropertiesTest::sum));
      }
    }
    Map<String, Double> all = new LinkedHashMap<>();
    for (int i = 0; i < TERMS.size(); i++) {
      if (fits(TERMS.get(i), OPTIONS.get(options))) {
        all.put(TERMS.get(i), coefficients.get(i));
      }
    }
    Result together = result(all, OPTIONS.get(options));
    DOUBLE.requireAgree("value", together.value(), value);
    for (String name : GRADIENTS) {
      DOUBLE.requireAgree(name, gradient(together, name), Objects.requireNonNull(sums.get(name)));
    }
  }

  @Property(tries = 6)
  void value_and_gradients_are_proportional_to_the_coefficients(
      @ForAll @DoubleRange(min = 0.01, max = 50) double factor,
      @ForAll @IntRange(max = 3) int options) {
    Map<String, Double> once = Map.of("amp", 0.3, "decay", 0.2, "null", 0.1, "sparse", 0.15);
    Map<String, Double> scaled = new LinkedHashMap<>();
    once.forEach((term, coefficient) -> scaled.put(term, factor * coefficient));
    Result small = result(once, OPTIONS.get(options));
    Result large = result(scaled, OPTIONS.get(options));
    DOUBLE.requireAgree("value", large.value(), factor * small.value());
    for (String name : GRADIENTS) {
      double[] expected = Arrays.stream(gradient(small, name)).map(v -> factor * v).toArray();
      DOUBLE.requireAgree(name, gradient(large, name), expected);
    }
  }

  /** Wherever W and B begin, each step multiplies their distance from the rest by one number. */
  @Property(tries = 10)
  void symmetric_alignment_contracts_towards_its_rest(
      @ForAll @DoubleRange(min = 0.1, max = 3) double self,
      @ForAll @DoubleRange(min = 0.1, max = 3) double decay,
      @ForAll @DoubleRange(min = 0.05, max = 1.95) double rateTimesDecay,
      @ForAll @Size(12) List<@DoubleRange(min = -2, max = 2) Double> weights) {
    var rule =
        Lab.rule(new PublishedRules.SymmetricAlignment(), Map.of("self", self, "decay", decay));
    double[] values = weights.stream().mapToDouble(Double::doubleValue).toArray();
    double[] w = Arrays.copyOf(values, 6);
    double[] b = Arrays.copyOfRange(values, 6, 12);
    double[] expected = Matrices.transpose(w, 3, 2);
    double left = Math.pow(1 - rateTimesDecay, 3);
    Arrays.setAll(
        expected, i -> self / decay * expected[i] + left * (b[i] - self / decay * expected[i]));
    try (TrainingStep step = Lab.dense(rule, 1, 3, 2)) {
      step.set("logits.W", Lab.array(w, 3, 2));
      step.set("logits.B", Lab.array(b, 2, 3));
      Lab.moveFeedback(step, Lab.batch(new double[3], 1), rateTimesDecay / decay, 3);
      DOUBLE.requireAgree("B", Lab.values(step, "logits.B"), expected);
    }
  }

  /** Back by the conversion of the specification: quadratic terms carry no 1/2 there. */
  @Property(tries = 100)
  void coefficients_of_the_reference_code_come_back_from_their_translation(
      @ForAll @DoubleRange(min = 0.01, max = 10) double alpha,
      @ForAll @DoubleRange(min = 0.01, max = 10) double beta,
      @ForAll @DoubleRange(min = 0.01, max = 10) double gamma) {
    requireBack("symmetric-alignment", alpha, beta, gamma, Map.of("decay", alpha, "self", beta));
    requireBack("activation-alignment", alpha, beta, gamma, Map.of("sparse", alpha, "amp", beta));
    requireBack("weight-mirror", alpha, beta, gamma, Map.of("decay", alpha, "amp", beta));
    requireBack(
        "information-alignment",
        alpha,
        beta,
        gamma,
        Map.of("amp", alpha, "null", beta, "decay", gamma));
    requireBack("kolen-pollack", alpha, beta, gamma, Map.of("decay", alpha));
  }

  private static void requireBack(
      String rule, double alpha, double beta, double gamma, Map<String, Double> code) {
    Map<String, Double> ours = ReferenceCoefficients.of(rule, alpha, beta, gamma);
    Map<String, Double> back = new LinkedHashMap<>();
    ours.forEach((term, c) -> back.put(term, isQuadratic(term) ? c / 2 : c));
    assertThat(back).as(rule).isEqualTo(code);
  }

  private static boolean isQuadratic(String term) {
    return term.equals("decay") || term.equals("null") || term.equals("sparse");
  }

  /** What the alignment of one layer comes to: its loss and what drives B and W. */
  private record Result(double value, Map<String, double[]> gradients) {}

  private static Result result(Map<String, Double> coefficients, Map<String, Object> options) {
    Map<String, Object> values = new LinkedHashMap<>(options);
    values.putAll(coefficients);
    values.put("movesForwardWeights", true);
    try (TrainingStep step = Lab.network(Lab.rule(new Composed(), values), "strided", 2)) {
      step.runWithoutUpdate(batch());
      Map<String, double[]> gradients = new LinkedHashMap<>();
      GRADIENTS.forEach(name -> gradients.put(name, Lab.gradient(step, name).clone()));
      return new Result(step.alignmentLoss(), gradients);
    }
  }

  /** Settings of z are refused beside terms that do not read it. */
  private static boolean fits(String term, Map<String, Object> options) {
    return !options.containsKey("biasBackward") || term.equals("amp") || term.equals("sparse");
  }

  private static double[] gradient(Result result, String name) {
    return Objects.requireNonNull(result.gradients().get(name));
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = new double[a.length];
    Arrays.setAll(sum, i -> a[i] + b[i]);
    return sum;
  }

  private static Batch batch() {
    RandomStream stream = RandomStream.of(7, "images", 0);
    double[] pixels = new double[2 * Lab.IMAGE.size()];
    Arrays.setAll(pixels, i -> stream.nextGaussian());
    return Lab.batch(pixels, 2);
  }
}
