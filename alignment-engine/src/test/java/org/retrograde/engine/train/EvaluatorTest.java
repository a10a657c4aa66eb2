// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.data.Batch;
import org.retrograde.api.data.BatchCursor;
import org.retrograde.api.data.BatchSource;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.SharedLayers;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.result.Evaluation;
import org.retrograde.api.result.TimeStepEvaluation;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.engine.TestNetworks;
import org.retrograde.engine.TestRules;
import org.retrograde.engine.Tolerances;
import org.retrograde.engine.UnrolledNetworks;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.optimize.OptimizerSpec;

/** Accuracies at each time step. */
final class EvaluatorTest {

  private static final int CLASSES = 3;

  /** Of the images' three values, the largest is that of these classes, the smallest of those. */
  private static final float[][] IMAGES = {
    {3, 2, 1}, {1, 3, 2}, {2, 1, 3}, {3, 1, 2}, {1, 2, 3}, {0, 0, 9},
  };

  private static final int[] LABELS = {0, 1, 2, 1, 0, 0};

  /** Five images and one of filling, in two batches. */
  private static final BatchSource BATCHES =
      new BatchSource() {
        @Override
        public int batchSize() {
          return 3;
        }

        @Override
        public int batchesPerEpoch() {
          return 2;
        }

        @Override
        public BatchCursor open(long epoch, int firstBatch) {
          return cursor(List.of(batch(0, 3), batch(3, 2)).iterator());
        }
      };

  private static BatchCursor cursor(Iterator<Batch> batches) {
    return new BatchCursor() {
      @Override
      public Optional<Batch> next() {
        return batches.hasNext() ? Optional.of(batches.next()) : Optional.empty();
      }

      @Override
      public void close() {}
    };
  }

  private static Batch batch(int first, int valid) {
    float[] values = new float[3 * CLASSES];
    int[] labels = new int[3];
    for (int i = 0; i < 3; i++) {
      System.arraycopy(IMAGES[first + i], 0, values, i * CLASSES, CLASSES);
      labels[i] = LABELS[first + i];
    }
    return new Batch(values, labels, valid);
  }

  /** The logits of a step are the image's values times -1, 0 and 1, once the head is 1. */
  private static Network signed(Mode mode, int batch) {
    NetworkBuilder b =
        new NetworkBuilder(mode, DataType.FLOAT, batch, new ImageShape(1, 1, CLASSES), CLASSES);
    SharedLayers layers = b.shared();
    Initializer none = new Initializer.Constant(0);
    TreeMap<Integer, Tensor> logits = new TreeMap<>();
    for (int sign = -1; sign <= 1; sign++) {
      Tensor x = layers.affine(layers.flatten(b.input()), sign, 0);
      logits.put(4 + sign, layers.dense("head", x, CLASSES, Optional.of(none), none));
    }
    b.logitsByStep(logits);
    return b.build(logits.get(3));
  }

  private static TrainingStep parameters(NetworkFactory networks) {
    OptimizerSpec unused = OptimizerSpec.sgd(1e-3, 0, 0);
    return new TrainingStep(
        networks.build(Mode.TRAINING, 3),
        RuleAssignment.everywhere(TestRules.backpropagation()),
        unused,
        unused,
        1,
        new Nd4jKernels());
  }

  @Test
  void accuracy_and_loss_of_each_step_are_those_of_its_logits_over_the_valid_images() {
    try (TrainingStep step = parameters(EvaluatorTest::signed);
        Evaluator evaluator =
            new Evaluator(EvaluatorTest::signed, step, BATCHES, new Nd4jKernels())) {
      step.set("head.W", identity());
      Evaluation got = evaluator.evaluate();
      assertThat(got.examples()).isEqualTo(5);
      assertThat(got.timeSteps()).extracting(TimeStepEvaluation::timeStep).containsExactly(3, 4, 5);
      // The smallest value is the label's in images 4 and 5; equal logits say class 0, the label of
      // images 1 and 5; the largest is the label's in images 1 to 3.
      assertThat(got.timeSteps())
          .extracting(TimeStepEvaluation::top1)
          .containsExactly(2 / 5.0, 2 / 5.0, 3 / 5.0);
      assertThat(got.timeSteps().get(1).loss()).isCloseTo(Math.log(3), Tolerances.FLOAT);
      assertThat(got.top1()).as("of the logits that the network ends with").isEqualTo(2 / 5.0);
      assertThat(got.loss()).isEqualTo(got.timeSteps().get(0).loss());
    }
  }

  private static NamedArray identity() {
    return new NamedArray(List.of(3L, 3L), new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
  }

  @Test
  void a_network_that_ends_with_its_last_step_has_that_steps_accuracy() {
    BatchSource test = TestNetworks.batches(8, 3);
    try (TrainingStep step = parameters(UnrolledNetworks::small);
        Evaluator evaluator =
            new Evaluator(UnrolledNetworks::small, step, test, new Nd4jKernels())) {
      Evaluation got = evaluator.evaluate();
      TimeStepEvaluation last = new TimeStepEvaluation(3, got.loss(), got.top1());
      assertThat(got.timeSteps()).hasSize(3).last().isEqualTo(last);
      assertThat(last.milliseconds()).isEqualTo(30);
      assertThat(got.timeSteps().get(0).loss()).isNotEqualTo(got.loss());
    }
  }

  @Test
  void a_network_without_time_has_no_time_steps() {
    try (TrainingStep step = parameters(TestNetworks::small);
        Evaluator evaluator =
            new Evaluator(
                TestNetworks::small, step, TestNetworks.batches(4, 1), new Nd4jKernels())) {
      assertThat(evaluator.evaluate().timeSteps()).isEmpty();
    }
  }
}
