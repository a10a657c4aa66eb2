// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.differentiate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.op.ConvolutionAdjoint;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.engine.TestNetworks;
import org.retrograde.engine.TestRules;

final class DifferentiatorTest {

  private static TrainingGraph differentiated() {
    Network network = TestNetworks.small(Mode.TRAINING, 2);
    return new Differentiator(RuleAssignment.everywhere(TestRules.feedbackAlignment()))
        .differentiate(network);
  }

  @Test
  void every_parameter_has_a_gradient_and_every_synapse_feedback_weights() {
    TrainingGraph graph = differentiated();
    assertThat(graph.gradients().keySet())
        .containsExactly(
            "conv1.W", "norm1.gamma", "norm1.beta", "conv2.W", "conv2.b", "logits.W", "logits.b");
    assertThat(graph.feedback())
        .extracting(FeedbackWeights::name)
        .containsExactly("conv1.B", "conv2.B", "logits.B");
    assertThat(graph.carriers().keySet()).containsExactly("conv1", "conv2", "logits");
  }

  @Test
  void no_error_is_carried_to_the_images() {
    TrainingGraph graph = differentiated();
    assertThat(graph.network().graph().getOps().values())
        .filteredOn(op -> op.getOp() instanceof ConvolutionAdjoint)
        .singleElement()
        .satisfies(op -> assertThat(op.getInputsToOp()).contains("conv2.B"));
  }

  @Test
  void the_loss_reaches_every_layer_through_the_feedback_weights_alone() {
    TrainingGraph graph = differentiated();
    assertThat(graph.network().graph().getOps().values())
        .filteredOn(op -> op.getInputsToOp().contains("conv2.W"))
        .as("W is used by the forward pass only")
        .hasSize(1);
  }
}
