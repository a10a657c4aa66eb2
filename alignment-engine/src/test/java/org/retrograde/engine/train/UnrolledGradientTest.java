// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.data.Batch;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.graph.SynapseUse;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.api.rule.SynapticSignals;
import org.retrograde.engine.TestNetworks;
import org.retrograde.engine.TestRules;
import org.retrograde.engine.Tolerances;
import org.retrograde.engine.UnrolledNetworks;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.optimize.OptimizerSpec;

/** Whole steps of a recurrent network unrolled in time, in float64. */
final class UnrolledGradientTest {

  private static final int BATCH = 3;
  private static final Initializer WEIGHTS = new Initializer.GlorotUniform();

  private final Batch batch = TestNetworks.batch(BATCH, 0);

  private static Network network(List<Integer> scored) {
    return UnrolledNetworks.scored(Mode.TRAINING, DataType.DOUBLE, BATCH, scored);
  }

  private static TrainingStep step(Network network, SynapticRule rule) {
    return new TrainingStep(
        network,
        RuleAssignment.everywhere(rule),
        OptimizerSpec.sgd(0.1, 0, 0),
        OptimizerSpec.sgd(0.1, 0, 0),
        7,
        new Nd4jKernels());
  }

  @Test
  void weights_are_used_at_every_step_and_with_one_image_until_the_first_arrives() {
    assertThat(network(List.of(3)).synapses())
        .extracting(Synapse::layer)
        .containsExactly("in", "recurrent", "head");
    assertThat(network(List.of(3)).synapses())
        .map(synapse -> synapse.uses().stream().map(SynapseUse::images).toList())
        .containsExactly(
            List.of(1, BATCH, BATCH, BATCH), List.of(1, 1, BATCH, BATCH), List.of(3, 3, 3));
  }

  @ParameterizedTest(name = "steps {0} to 3 scored")
  @ValueSource(ints = {1, 3})
  void gradients_through_time_equal_central_differences(int first) {
    List<Integer> scored = List.of(1, 2, 3).subList(first - 1, 3);
    try (TrainingStep step = step(network(scored), TestRules.backpropagation())) {
      CentralDifferences.requireGradients(step, batch);
    }
  }

  @Test
  void the_loss_over_several_steps_is_the_mean_of_theirs() {
    double sum = 0;
    for (int t = 1; t <= 3; t++) {
      sum += loss(List.of(t));
    }
    assertThat(loss(List.of(1))).isNotEqualTo(loss(List.of(3)));
    assertThat(loss(List.of(1, 2, 3))).isCloseTo(sum / 3, Tolerances.DOUBLE);
  }

  private double loss(List<Integer> scored) {
    try (TrainingStep step = step(network(scored), TestRules.backpropagation())) {
      return step.runWithoutUpdate(batch);
    }
  }

  @Test
  void feedback_alignment_with_the_weights_themselves_is_backpropagation_through_time() {
    try (TrainingStep exact = step(network(List.of(1, 2, 3)), TestRules.backpropagation());
        TrainingStep got = step(network(List.of(1, 2, 3)), TestRules.feedbackAlignment())) {
      exact.runWithoutUpdate(batch);
      got.runWithoutUpdate(batch);
      assertThat(got.gradient("recurrent.W").values())
          .as("with a B of its own")
          .isNotEqualTo(exact.gradient("recurrent.W").values());
      for (String layer : List.of("in", "recurrent", "head")) {
        got.set(
            layer + ".B", layer.equals("head") ? transposed(got, layer) : got.get(layer + ".W"));
      }
      got.runWithoutUpdate(batch);
      for (String name : exact.names()) {
        assertThat(got.gradient(name).values()).as(name).isEqualTo(exact.gradient(name).values());
      }
    }
  }

  /** Files hold a dense B as {@code [out, in]}; the head has as many inputs as outputs. */
  private static NamedArray transposed(TrainingStep step, String layer) {
    NamedArray weight = step.get(layer + ".W");
    double[] w = (double[]) weight.values();
    int n = TestNetworks.CLASSES;
    double[] b = new double[w.length];
    for (int i = 0; i < w.length; i++) {
      b[i % n * n + i / n] = w[i];
    }
    return new NamedArray(weight.shape(), b);
  }

  @Test
  void logits_that_stand_still_count_once_in_the_network_error() {
    try (TrainingStep once = step(still(1), new ScaledByNetworkError());
        TrainingStep often = step(still(3), new ScaledByNetworkError())) {
      assertThat(often.runWithoutUpdate(batch))
          .isCloseTo(once.runWithoutUpdate(batch), Tolerances.DOUBLE);
      double[] expected = (double[]) once.gradient("hidden.W").values();
      double[] got = (double[]) often.gradient("hidden.W").values();
      assertThat(got).containsExactly(expected, Tolerances.DOUBLE);
    }
  }

  /** Without memory and with an image that stays, the logits are the same at every step. */
  private static Network still(int steps) {
    NetworkBuilder b =
        new NetworkBuilder(
            Mode.TRAINING, DataType.DOUBLE, BATCH, TestNetworks.IMAGE, TestNetworks.CLASSES);
    Tensor hidden = b.dense("hidden", b.flatten(b.input()), 4, true, WEIGHTS);
    Tensor active = b.activation(Activation.TANH, hidden);
    Tensor logits = b.dense("logits", active, TestNetworks.CLASSES, true, WEIGHTS);
    b.scored(Collections.nCopies(steps, logits));
    return b.build(logits);
  }

  /** Carries the error by W, times the sum of the squares of the network's error. */
  private record ScaledByNetworkError() implements SynapticRule {

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
      SDVariable error = signals.networkError().variable();
      return signals
          .map()
          .adjoint(signals.feedback(), signals.outputError())
          .mul(error.mul(error).sum());
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
}
