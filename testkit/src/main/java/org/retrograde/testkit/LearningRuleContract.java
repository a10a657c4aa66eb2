// SPDX-License-Identifier: Apache-2.0

package org.retrograde.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.differentiate.Differentiator;
import org.retrograde.engine.differentiate.ExactError;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.train.TrainingStep;

/**
 * What every learning rule must satisfy. A test class implements this interface, and inherits the
 * tests.
 *
 * <p>They run on a float64 network of two convolutions and two dense layers. A test that has no
 * meaning for a rule, such as finite differences where there is no alignment loss, is skipped with
 * the reason.
 */
public interface LearningRuleContract {

  /**
   * Returns the plugin under test.
   *
   * @return a new instance
   */
  LearningRule rule();

  /**
   * Returns the values of its parameters.
   *
   * @return the defaults, unless the test class says otherwise
   */
  default Parameters parameters() {
    return rule().parameters().defaults();
  }

  /**
   * Returns the kernels to run on.
   *
   * @return the reference library, unless the test class says otherwise
   */
  default KernelLibrary kernels() {
    return new Nd4jKernels();
  }

  /** Identity is complete, in the form that help and reports need. */
  @Test
  default void describes_itself() {
    assertTrue(
        rule().id().matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"), "the id is '" + rule().id() + "'");
    assertTrue(
        rule().description().matches("\\S.*[^.]"),
        "the description is '" + rule().description() + "'");
    assertFalse(rule().source().isBlank(), "the source is empty");
  }

  /**
   * Only the way back is the rule's: outputs and loss are those of backpropagation, bit for bit.
   */
  @Test
  default void leaves_the_forward_pass_untouched() {
    try (TrainingStep ours = RuleTrial.step(this);
        TrainingStep exact = Probe.step(new ExactError(), RuleTrial.IMAGES, kernels())) {
      double loss = ours.runWithoutUpdate(RuleTrial.batch(0));
      assertEquals(exact.runWithoutUpdate(RuleTrial.batch(0)), loss, "loss");
      assertEquals(RuleTrial.bits(exact.logits()), RuleTrial.bits(ours.logits()), "logits");
    }
  }

  /** Where B is W, every gradient of the task is the exact one, step after step. */
  @Test
  default void equals_backpropagation_while_B_equals_W() {
    assumeTrue(configured().hasFeedbackWeights(), "the rule has no feedback weights");
    assumeTrue(RuleTrial.feedbackLikeWeights(configured()), "B has another shape than W");
    try (TrainingStep ours = RuleTrial.step(this);
        TrainingStep exact = Probe.step(new ExactError(), RuleTrial.IMAGES, kernels())) {
      for (int i = 0; i < RuleTrial.STEPS; i++) {
        RuleTrial.train(exact, i);
        RuleTrial.begin(ours, i);
        RuleTrial.setFeedbackToWeights(ours);
        RuleTrial.run(ours, i);
        RuleTrial.requireEqualTaskGradients(ours, exact);
      }
    }
  }

  /** Where B is not W, the error that it carries is another. */
  @Test
  default void lets_B_carry_the_error() {
    assumeTrue(configured().hasFeedbackWeights(), "the rule has no feedback weights");
    try (TrainingStep ours = RuleTrial.step(this);
        TrainingStep exact = Probe.step(new ExactError(), RuleTrial.IMAGES, kernels())) {
      ours.runWithoutUpdate(RuleTrial.batch(0));
      exact.runWithoutUpdate(RuleTrial.batch(0));
      String name = Probe.LAYERS.get(0) + ".W";
      assertFalse(
          RuleTrial.equalBits(ours.gradient(name), exact.gradient(name)),
          "B differs from W, but the gradient of " + name + " is that of backpropagation");
    }
  }

  /** Each layer's B alone has a share in what the layer below learns. */
  @Test
  default void lets_a_changed_B_change_the_gradients_below() {
    assumeTrue(configured().hasFeedbackWeights(), "the rule has no feedback weights");
    try (TrainingStep step = RuleTrial.step(this)) {
      for (int above = 1; above < Probe.LAYERS.size(); above++) {
        String name = Probe.LAYERS.get(above - 1) + ".W";
        step.runWithoutUpdate(RuleTrial.batch(0));
        NamedArray before = step.gradient(name);
        RuleTrial.changeFeedback(step, Probe.LAYERS.get(above));
        step.runWithoutUpdate(RuleTrial.batch(0));
        assertFalse(
            RuleTrial.equalBits(step.gradient(name), before),
            "B of " + Probe.LAYERS.get(above) + " does not matter to the gradient of " + name);
      }
    }
  }

  /**
   * What drives B is the gradient of the alignment loss, plus W's own gradient if B moves with the
   * task.
   */
  @Test
  default void drives_B_by_the_gradient_of_the_alignment_loss() {
    SynapticRule rule = configured();
    assumeTrue(rule.feedbackGroup() != FeedbackGroup.FIXED, "the rule leaves B as it is drawn");
    assumeTrue(RuleTrial.feedbackLikeWeights(rule), "B has another shape than W");
    assumeTrue(
        rule.feedbackGroup() == FeedbackGroup.TASK || hasAlignmentLoss(rule),
        "the rule drives B by a gradient of no loss");
    try (TrainingStep step = RuleTrial.step(this)) {
      Probe.LAYERS.forEach(layer -> RuleTrial.requireGradient(step, layer, rule.feedbackGroup()));
    }
  }

  /** B moves if and only if the rule says that an optimiser or a phase moves it. */
  @Test
  default void moves_B_if_and_only_if_it_drives_it() {
    SynapticRule rule = configured();
    assumeTrue(rule.hasFeedbackWeights(), "the rule has no feedback weights");
    boolean rests = rule.feedbackGroup() == FeedbackGroup.FIXED && rule.phase().isEmpty();
    try (TrainingStep step = RuleTrial.step(this)) {
      List<NamedArray> before = RuleTrial.feedback(step);
      RuleTrial.train(step, 0);
      List<NamedArray> after = RuleTrial.feedback(step);
      for (int i = 0; i < before.size(); i++) {
        boolean stays = RuleTrial.equalBits(before.get(i), after.get(i));
        String message = "B of " + Probe.LAYERS.get(i) + (stays ? " stays" : " moves");
        assertEquals(rests, stays, message);
      }
    }
  }

  /** Training goes on from a saved state as if it had never stopped. */
  @Test
  default void resumes_bit_for_bit() {
    try (TrainingStep first = RuleTrial.step(this);
        TrainingStep second = RuleTrial.step(this)) {
      RuleTrial.train(first, 0);
      RuleTrial.train(first, 1);
      Map<String, NamedArray> saved = first.save();
      RuleTrial.train(first, 2);
      RuleTrial.train(second, 3);
      second.restore(saved);
      RuleTrial.train(second, 2);
      RuleTrial.requireEqualBits(first, second);
    }
  }

  /** The same seed gives the same training, bit for bit. */
  @Test
  default void repeats_bit_for_bit() {
    try (TrainingStep first = RuleTrial.step(this);
        TrainingStep second = RuleTrial.step(this)) {
      for (int i = 0; i < RuleTrial.STEPS; i++) {
        RuleTrial.train(first, i);
        RuleTrial.train(second, i);
      }
      RuleTrial.requireEqualBits(first, second);
    }
  }

  /** One rule serves any number of networks: it is a value, and remembers nothing. */
  @Test
  default void keeps_nothing_between_calls() {
    SynapticRule rule = configured();
    List<NamedArray> first = RuleTrial.outcome(rule, kernels());
    assertTrue(
        RuleTrial.equalBits(first, RuleTrial.outcome(rule, kernels())),
        "a second network under the same rule is trained otherwise than the first");
  }

  /** No parameter is accepted and then ignored. */
  @Test
  default void every_parameter_changes_something() {
    List<NamedArray> before = RuleTrial.outcome(configured(), kernels());
    for (ParameterSpec spec : rule().parameters().specs()) {
      List<SynapticRule> others = RuleTrial.withOtherValues(this, spec);
      boolean same =
          !others.isEmpty()
              && others.stream()
                  .allMatch(
                      other -> RuleTrial.equalBits(before, RuleTrial.outcome(other, kernels())));
      assertFalse(same, "parameter '" + spec.name() + "' has no effect on two steps of training");
    }
  }

  private SynapticRule configured() {
    return rule().configure(parameters());
  }

  private static boolean hasAlignmentLoss(SynapticRule rule) {
    Differentiator differentiator = new Differentiator(RuleAssignment.everywhere(rule));
    return differentiator.differentiate(Probe.network(1)).alignmentLoss().isPresent();
  }
}
