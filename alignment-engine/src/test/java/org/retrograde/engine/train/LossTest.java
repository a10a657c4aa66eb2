// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.data.Batch;
import org.retrograde.api.data.BatchCursor;
import org.retrograde.api.data.BatchSource;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Loss;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.engine.TestNetworks;
import org.retrograde.engine.TestRules;
import org.retrograde.engine.Tolerances;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.optimize.OptimizerSpec;

/** What a network minimises, in training and in evaluation. */
final class LossTest {

  private static final int BATCH = 5;

  /** Of images that are black, the logits are the bias. */
  private static final Batch BLACK =
      new Batch(new float[2 * TestNetworks.IMAGE.size()], new int[] {2, 0}, 2);

  @ParameterizedTest
  @EnumSource
  void an_evaluation_reports_what_training_minimises(Loss objective) {
    BatchSource images = TestNetworks.batches(BATCH, 1);
    try (TrainingStep step = step(objective, BATCH, DataType.FLOAT);
        Evaluator evaluator =
            new Evaluator(
                (mode, batch) -> network(objective, mode, batch, DataType.FLOAT),
                step,
                images,
                new Nd4jKernels());
        BatchCursor cursor = images.open(0, 0)) {
      double minimised = step.runWithoutUpdate(cursor.next().orElseThrow());

      assertThat(evaluator.evaluate().loss()).isCloseTo(minimised, Tolerances.FLOAT);
    }
  }

  /** softplus(z) - t z and sigmoid(z) - t, at 0 and where exp(z) is no number any more. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1.5, -1.5, 40, 1000, -1000})
  void the_sigmoid_loss_and_its_error_hold_everywhere(double logit) {
    try (TrainingStep step = step(Loss.SIGMOID_CROSS_ENTROPY, 2, DataType.DOUBLE)) {
      NamedArray bias = step.get("logits.b");
      step.set("logits.b", new NamedArray(bias.shape(), new double[] {logit, logit, logit}));

      double loss = step.runWithoutUpdate(BLACK);

      double softplus = Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit)));
      assertThat(loss).isCloseTo(3 * softplus - logit, Tolerances.DOUBLE);
      double sigmoid = 1 / (1 + Math.exp(-logit));
      double[] error = (double[]) step.gradient("logits.b").values();
      assertThat(error[0]).isCloseTo(sigmoid - 0.5, Tolerances.DOUBLE);
      assertThat(error[1]).isCloseTo(sigmoid, Tolerances.DOUBLE);
      assertThat(error[2]).isCloseTo(sigmoid - 0.5, Tolerances.DOUBLE);
    }
  }

  @Test
  void a_network_remembers_its_loss_which_is_the_softmax_unless_told() {
    Network network = network(Loss.SIGMOID_CROSS_ENTROPY, Mode.TRAINING, 2, DataType.FLOAT);
    assertThat(network.objective()).isEqualTo(Loss.SIGMOID_CROSS_ENTROPY);
    assertThat(TestNetworks.small(Mode.TRAINING, 2).objective())
        .isEqualTo(Loss.SOFTMAX_CROSS_ENTROPY);
  }

  @Test
  void a_loss_is_found_by_its_word() {
    assertThat(Loss.ids()).containsExactly("softmax-cross-entropy", "sigmoid-cross-entropy");
    assertThat(Loss.of("sigmoid-cross-entropy")).isEqualTo(Loss.SIGMOID_CROSS_ENTROPY);
    assertThatThrownBy(() -> Loss.of("hinge")).hasMessageContaining("found hinge");
  }

  private static TrainingStep step(Loss objective, int batch, DataType precision) {
    OptimizerSpec unused = OptimizerSpec.sgd(0.1, 0, 0);
    return new TrainingStep(
        network(objective, Mode.TRAINING, batch, precision),
        RuleAssignment.everywhere(TestRules.backpropagation()),
        unused,
        unused,
        7,
        new Nd4jKernels());
  }

  private static Network network(Loss objective, Mode mode, int batch, DataType precision) {
    NetworkBuilder builder =
        new NetworkBuilder(mode, precision, batch, TestNetworks.IMAGE, TestNetworks.CLASSES);
    Tensor pixels = builder.flatten(builder.input());
    Tensor logits =
        builder.dense(
            "logits", pixels, TestNetworks.CLASSES, true, new Initializer.NormalFanSum(1));
    return builder.build(logits, objective);
  }
}
