// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.random.RandomStream;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.FeedbackPhase;
import org.retrograde.api.rule.Locality;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.api.rule.SynapticSignals;
import org.retrograde.engine.certificate.ProbeNetwork;
import org.retrograde.engine.differentiate.Differentiator;
import org.retrograde.engine.differentiate.ExactError;

/** What a rule around another one leaves to it. */
final class WrappedRuleTest {

  private static final SynapticSignals SIGNALS =
      new Differentiator(RuleAssignment.everywhere(new ExactError()))
          .differentiate(ProbeNetwork.network(2))
          .passes()
          .values()
          .iterator()
          .next()
          .signals();

  static Stream<SynapticRule> wrappers() {
    return Stream.of(
        new ErrorNoise(new Answers(), 0.5),
        new PostUpdate(new Answers(), new PostUpdate.ToNorm(1)));
  }

  @ParameterizedTest
  @MethodSource("wrappers")
  void all_else_is_the_inner_rule_s(SynapticRule wrapper) {
    Answers inner = new Answers();
    assertThat(wrapper.hasFeedbackWeights()).isFalse();
    assertThat(wrapper.feedbackGroup()).isEqualTo(FeedbackGroup.TASK);
    assertThat(wrapper.feedbackGradient(SIGNALS)).isEqualTo(inner.feedbackGradient(SIGNALS));
    assertThat(wrapper.alignmentLoss(SIGNALS)).isEqualTo(inner.alignmentLoss(SIGNALS));
    assertThat(wrapper.alignmentGradientOfWeight(SIGNALS))
        .isEqualTo(inner.alignmentGradientOfWeight(SIGNALS));
    assertThat(wrapper.carrier(SIGNALS)).isEqualTo(inner.carrier(SIGNALS));
    assertThat(wrapper.phase()).contains(new NoPhase());
  }

  @Test
  void noise_on_the_error_leaves_the_constraint_of_B() {
    assertThat(new ErrorNoise(new Answers(), 0.5).constrainedFeedback(SIGNALS))
        .isEqualTo(new Answers().constrainedFeedback(SIGNALS));
  }

  @ParameterizedTest
  @MethodSource("settingsOfZ")
  void a_plugin_s_primitive_is_refused_beside_what_it_cannot_obey(Map<String, Object> settings) {
    AlignmentPrimitive plugin = new DisguisedPrimitive(new Null(), "own", Locality.LOCAL);
    Recipe recipe =
        Recipe.aligning(
            "mine",
            "a test",
            "none",
            new Recipe.Ingredient(new Amp(), 1),
            new Recipe.Ingredient(new Null(), 1),
            new Recipe.Ingredient(plugin, 1));
    Parameters bound = recipe.parameters().bind(settings, KeyLocation.under("rule"));
    assertThatThrownBy(() -> recipe.configure(bound))
        .hasMessageContainingAll("rule mine, own", "cannot obey", "leave the primitive");
  }

  static Stream<Map<String, Object>> settingsOfZ() {
    return Stream.of(
        Map.of("movesForwardWeights", true),
        Map.of("centerBackwardOutput", true),
        Map.of("centerBatchBackwardInput", true));
  }

  /** Answers every question with another variable at hand. */
  private record Answers() implements SynapticRule {

    @Override
    public boolean hasFeedbackWeights() {
      return false;
    }

    @Override
    public FeedbackGroup feedbackGroup() {
      return FeedbackGroup.TASK;
    }

    @Override
    public SDVariable carryError(SynapticSignals signals) {
      return signals.outputError();
    }

    @Override
    public Optional<SDVariable> feedbackGradient(SynapticSignals signals) {
      return Optional.of(signals.weightGradient());
    }

    @Override
    public Optional<SDVariable> alignmentLoss(SynapticSignals signals) {
      return Optional.of(signals.output());
    }

    @Override
    public Optional<SDVariable> alignmentGradientOfWeight(SynapticSignals signals) {
      return Optional.of(signals.input());
    }

    @Override
    public Optional<SDVariable> constrainedFeedback(SynapticSignals signals) {
      return Optional.of(signals.weight());
    }

    @Override
    public Optional<SDVariable> carrier(SynapticSignals signals) {
      return Optional.of(signals.outputError());
    }

    @Override
    public Optional<FeedbackPhase> phase() {
      return Optional.of(new NoPhase());
    }
  }

  private record NoPhase() implements FeedbackPhase {

    @Override
    public Map<String, Integer> memory(List<Synapse> synapses) {
      return Map.of();
    }

    @Override
    public void run(List<Weights> weights, Map<String, double[]> memory, RandomStream stream) {
      throw new AssertionError("not to be run");
    }
  }
}
