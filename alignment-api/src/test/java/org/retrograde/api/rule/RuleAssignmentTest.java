// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.rule.RuleAssignment.Entry;

final class RuleAssignmentTest {

  private record Named(String name) implements SynapticRule {
    @Override
    public boolean hasFeedbackWeights() {
      return false;
    }

    @Override
    public FeedbackGroup feedbackGroup() {
      return FeedbackGroup.FIXED;
    }

    @Override
    public SDVariable carryError(SynapticSignals signals) {
      return signals.outputError();
    }

    @Override
    public Optional<SDVariable> feedbackGradient(SynapticSignals signals) {
      return Optional.empty();
    }

    @Override
    public Optional<SDVariable> alignmentLoss(SynapticSignals signals) {
      return Optional.empty();
    }
  }

  private static final SynapticRule A = new Named("a");
  private static final SynapticRule B = new Named("b");
  private static final SynapticRule C = new Named("c");

  @Test
  void the_first_matching_pattern_decides() {
    RuleAssignment rules = new RuleAssignment(List.of(new Entry("group1.*", A), new Entry("*", B)));
    assertThat(rules.at("group1.block1.conv1")).isEqualTo(A);
    assertThat(rules.at("group10.block1.conv1")).isEqualTo(B);
    assertThat(rules.at("logits")).isEqualTo(B);
  }

  @Test
  void dots_and_other_signs_stand_for_themselves() {
    RuleAssignment rules = new RuleAssignment(List.of(new Entry("a.b", A), new Entry("*", B)));
    assertThat(rules.at("a.b")).isEqualTo(A);
    assertThat(rules.at("axb")).isEqualTo(B);
  }

  @Test
  void a_layer_without_a_rule_is_named() {
    RuleAssignment rules = new RuleAssignment(List.of(new Entry("conv*", A)));
    assertThatThrownBy(() -> rules.requireFits(List.of("conv1", "logits")))
        .hasMessageContaining("'logits'");
  }

  @Test
  void a_pattern_may_be_for_layers_that_only_other_networks_have() {
    RuleAssignment rules =
        new RuleAssignment(List.of(new Entry("rnn*", A, true), new Entry("*", B)));

    assertThatCode(() -> rules.requireFits(List.of("conv1"))).doesNotThrowAnyException();
    assertThat(rules.at("rnn1")).isEqualTo(A);
  }

  /** The names of a recurrent network's layers: forward, recurrent and long-range ones. */
  @Test
  void kinds_of_edges_are_told_apart_by_their_names() {
    RuleAssignment rules =
        new RuleAssignment(
            List.of(
                new Entry("*/cell.*.feedback*", A), new Entry("*/cell*", B), new Entry("*", C)));

    assertThat(List.of("conv5/cell.out.feedback", "conv5/cell.input.feedback.pointwise"))
        .allMatch(layer -> rules.at(layer).equals(A));
    assertThat(List.of("conv5/cell.gates", "conv5/cell", "conv5/cell.out.tau.depthwise"))
        .allMatch(layer -> rules.at(layer).equals(B));
    assertThat(List.of("conv5/pre0", "conv5/post1", "imnetds/pre3"))
        .allMatch(layer -> rules.at(layer).equals(C));
  }

  @Test
  void a_pattern_that_never_decides_is_named() {
    RuleAssignment rules = new RuleAssignment(List.of(new Entry("*", A), new Entry("conv1", B)));
    assertThatThrownBy(() -> rules.requireFits(List.of("conv1", "logits")))
        .hasMessageContaining("'conv1'");
  }
}
