// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.plugin.Plugin;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.Locality;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.rules.WeightedSum.Term;

final class RecipeTest {

  @Test
  void the_service_loader_finds_every_rule() {
    assertThat(ServiceLoader.load(LearningRule.class))
        .extracting(Plugin::id)
        .containsExactlyInAnyOrder(
            "backpropagation",
            "feedback-alignment",
            "kolen-pollack",
            "weight-mirror",
            "information-alignment",
            "symmetric-alignment",
            "activation-alignment",
            "uniform-sign-symmetry",
            "batchwise-random-sign-symmetry",
            "fixed-random-sign-symmetry",
            "signed-feedback-alignment",
            "direct-feedback-alignment",
            "direct-kolen-pollack",
            "oja-alignment",
            "akrout-weight-mirror",
            "spiking-discontinuity",
            "composed");
  }

  @Test
  void the_service_loader_finds_every_primitive() {
    assertThat(ServiceLoader.load(AlignmentPrimitive.class))
        .extracting(Plugin::id)
        .containsExactlyInAnyOrder("amp", "decay", "null", "self", "sparse");
  }

  @Test
  void information_alignment_is_a_sum_of_three_terms() {
    SynapticRule rule =
        configure(
            new PublishedRules.InformationAlignment(),
            Map.of("amp", 2, "decay", 0.5, "null", 0.25));
    assertThat(rule)
        .isEqualTo(
            new WeightedSum(
                new ErrorCarrier.Feedback(),
                false,
                List.of(
                    new Term(new Amp(), 2), new Term(new Decay(), 0.5), new Term(new Null(), 0.25)),
                SpatialReduction.SUM,
                ProjectionOptions.NONE));
  }

  @Test
  void composed_can_say_every_aligning_rule() {
    Map<String, Object> values =
        Map.of("amp", 2, "decay", 0.5, "null", 0.25, "spatialReduction", "mean");
    assertThat(configure(new Composed(), values))
        .isEqualTo(configure(new PublishedRules.InformationAlignment(), values));
  }

  @Test
  void composed_offers_the_primitives_of_plugins_under_names_in_camel_case() {
    AlignmentPrimitive other = new DisguisedPrimitive(new Decay(), "row-norm", Locality.LOCAL);
    assertThat(new Composed(List.of(new Self(), other, new Amp())).parameters().names())
        .startsWith("amp", "rowNorm", "self", "courses", "spatialReduction");
  }

  @Test
  void a_term_with_coefficient_0_is_left_out() {
    WeightedSum rule =
        (WeightedSum) configure(new PublishedRules.WeightMirror(), Map.of("decay", 0));
    assertThat(rule.terms()).extracting(term -> term.primitive().id()).containsExactly("amp");
  }

  @Test
  void coefficients_that_are_all_0_are_refused_with_the_way_out() {
    assertThatThrownBy(() -> configure(new Composed(), Map.of()))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("rule composed")
        .hasMessageContaining("all 0")
        .hasMessageContaining("amp, decay, null, self, sparse")
        .hasMessageContaining("feedback-alignment");
    assertThatThrownBy(
            () -> configure(new PublishedRules.WeightMirror(), Map.of("amp", 0, "decay", 0)))
        .hasMessageContaining("rule weight-mirror");
  }

  @Test
  void Kolen_and_Pollacks_rule_may_do_without_decay() {
    SynapticRule rule = configure(new PublishedRules.KolenPollack(), Map.of("decay", 0));
    assertThat(rule.feedbackGroup()).isEqualTo(FeedbackGroup.TASK);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void a_coefficient_below_0_or_not_finite_is_refused(double coefficient) {
    assertThatThrownBy(
            () -> configure(new PublishedRules.WeightMirror(), Map.of("amp", coefficient)))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("rule.amp")
        .hasMessageContaining(String.valueOf(coefficient))
        .hasMessageContaining("a number of at least 0");
    assertThatThrownBy(() -> new Term(new Amp(), coefficient))
        .hasMessageContaining("at least 0")
        .hasMessageContaining(String.valueOf(coefficient));
  }

  @Test
  void a_term_with_coefficient_0_is_refused() {
    assertThatThrownBy(() -> new Term(new Amp(), 0)).hasMessageContaining("greater than 0");
  }

  @Test
  void a_coefficient_of_a_primitive_that_the_rule_lacks_is_refused() {
    assertThatThrownBy(() -> configure(new PublishedRules.WeightMirror(), Map.of("null", 0.1)))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("rule.null")
        .hasMessageContaining("one of amp, decay, courses, spatialReduction");
  }

  @Test
  void only_rules_that_read_activity_ask_how_it_is_treated() {
    assertThat(new PublishedRules.SymmetricAlignment().parameters().names())
        .containsExactly("self", "decay", "courses", "movesForwardWeights", "errorNoise");
    assertThat(new PublishedRules.KolenPollack().parameters().names())
        .containsExactly("decay", "courses", "errorNoise");
    assertThat(new PublishedRules.Backpropagation().parameters().names())
        .containsExactly("errorNoise");
    assertThat(new PublishedRules.ActivationAlignment().parameters().names())
        .contains("amp", "sparse", "spatialReduction", "input", "normalizeForwardOutput")
        .doesNotContain("reconstructionReversal");
    assertThat(new PublishedRules.InformationAlignment().parameters().names())
        .contains("reconstructionReversal", "reconstructionAmp", "sparse");
  }

  @Test
  void terms_without_feedback_weights_are_refused() {
    List<Term> terms = List.of(new Term(new Decay(), 1));
    assertThatThrownBy(
            () ->
                new WeightedSum(
                    new ErrorCarrier.Weight(),
                    false,
                    terms,
                    SpatialReduction.SUM,
                    ProjectionOptions.NONE))
        .hasMessageContaining("only feedback weights can be moved");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void a_scale_that_is_not_positive_is_refused(double scale) {
    assertThatThrownBy(() -> new SignScale(OptionalDouble.of(scale), SignScale.Formula.GLOROT))
        .hasMessageContaining("a scale is greater than 0");
    assertThatThrownBy(() -> configure(new UniformSignSymmetry(), Map.of("scale", scale)))
        .hasMessageContaining("rule.scale");
  }

  /**
   * The reference code's defaults, in the form with 1/2: 2e-3 throughout but for the weight
   * mirror's amp.
   */
  @Test
  void coefficients_of_the_reference_code_are_translated() {
    assertThat(ReferenceCoefficients.of("symmetric-alignment", 1e-3, 2e-3, 0))
        .isEqualTo(Map.of("decay", 2e-3, "self", 2e-3));
    assertThat(ReferenceCoefficients.of("activation-alignment", 1e-3, 2e-3, 0))
        .isEqualTo(Map.of("sparse", 2e-3, "amp", 2e-3));
    assertThat(ReferenceCoefficients.of("weight-mirror", 1e-3, 1e-3, 0))
        .isEqualTo(Map.of("decay", 2e-3, "amp", 1e-3));
    assertThat(ReferenceCoefficients.of("information-alignment", 2e-3, 1e-3, 1e-3))
        .isEqualTo(Map.of("amp", 2e-3, "null", 2e-3, "decay", 2e-3));
    assertThat(ReferenceCoefficients.of("kolen-pollack", 1e-3, 0, 0))
        .isEqualTo(Map.of("decay", 2e-3));
    assertThatThrownBy(() -> ReferenceCoefficients.of("feedback-alignment", 1, 1, 1))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("feedback-alignment");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "symmetric-alignment",
        "activation-alignment",
        "weight-mirror",
        "information-alignment",
        "kolen-pollack"
      })
  void translated_coefficients_are_parameters_of_the_rule(String id) {
    LearningRule rule =
        ServiceLoader.load(LearningRule.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(candidate -> candidate.id().equals(id))
            .findFirst()
            .orElseThrow();
    assertThat(configure(rule, ReferenceCoefficients.of(id, 1e-3, 2e-3, 3e-3))).isNotNull();
  }

  private static SynapticRule configure(LearningRule rule, Map<String, ?> values) {
    return rule.configure(rule.parameters().bind(values, KeyLocation.under("rule")));
  }
}
