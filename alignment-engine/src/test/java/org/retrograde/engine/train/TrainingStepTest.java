// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.retrograde.api.data.Batch;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.result.Alignment;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.TestNetworks;
import org.retrograde.engine.TestRules;
import org.retrograde.engine.Tolerances;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.optimize.OptimizerSpec;

final class TrainingStepTest {

  private static final int BATCH = 5;

  private static TrainingStep step(RuleAssignment rules) {
    return new TrainingStep(
        TestNetworks.small(Mode.TRAINING, BATCH),
        rules,
        OptimizerSpec.sgd(0.1, 0.9, 0),
        OptimizerSpec.sgd(0.1, 0.9, 0),
        3,
        new Nd4jKernels());
  }

  private static TrainingStep step(SynapticRule rule) {
    return step(RuleAssignment.everywhere(rule));
  }

  private static float[] floats(NamedArray array) {
    return (float[]) array.values();
  }

  private static NamedArray weightAsFeedback(TrainingStep step, String layer) {
    NamedArray weight = step.get(layer + ".W");
    if (weight.shape().size() == 4) {
      return weight;
    }
    int in = Math.toIntExact(weight.shape().get(0));
    int out = Math.toIntExact(weight.shape().get(1));
    float[] transposed = new float[in * out];
    for (int i = 0; i < in; i++) {
      for (int j = 0; j < out; j++) {
        transposed[j * in + i] = floats(weight)[i * out + j];
      }
    }
    return new NamedArray(List.of((long) out, (long) in), transposed);
  }

  @Test
  void backpropagation_equals_feedback_weights_set_to_the_weights_at_every_step() {
    TrainingStep backpropagation = step(TestRules.backpropagation());
    TrainingStep feedback = step(TestRules.feedbackAlignment());
    for (int i = 0; i < 3; i++) {
      for (String layer : List.of("conv1", "conv2", "logits")) {
        feedback.set(layer + ".B", weightAsFeedback(feedback, layer));
      }
      Batch batch = TestNetworks.batch(BATCH, i);
      assertThat(feedback.run(batch, 0.1, 0.1)).isEqualTo(backpropagation.run(batch, 0.1, 0.1));
      assertThat(floats(feedback.get("conv1.W"))).isEqualTo(floats(backpropagation.get("conv1.W")));
    }
  }

  @Test
  void weights_and_tied_feedback_keep_their_difference_in_either_group() {
    for (FeedbackGroup group : List.of(FeedbackGroup.TASK, FeedbackGroup.ALIGNMENT)) {
      TrainingStep step = step(TestRules.tied(group));
      float before = floats(step.get("conv2.W"))[7] - floats(step.get("conv2.B"))[7];
      for (int i = 0; i < 3; i++) {
        step.run(TestNetworks.batch(BATCH, i), 0.1, 0.1);
      }
      float after = floats(step.get("conv2.W"))[7] - floats(step.get("conv2.B"))[7];
      assertThat((double) after).isCloseTo(before, Tolerances.FLOAT);
    }
  }

  @Test
  void layers_may_have_rules_of_their_own() {
    RuleAssignment rules =
        new RuleAssignment(
            List.of(
                new RuleAssignment.Entry("conv*", TestRules.feedbackAlignment()),
                new RuleAssignment.Entry("*", TestRules.backpropagation())));
    assertThat(step(rules).names()).contains("conv1.B", "conv2.B").doesNotContain("logits.B");
  }

  @Test
  void a_pattern_that_decides_nowhere_is_refused() {
    RuleAssignment rules =
        new RuleAssignment(
            List.of(
                new RuleAssignment.Entry("*", TestRules.backpropagation()),
                new RuleAssignment.Entry("conv*", TestRules.feedbackAlignment())));
    assertThatThrownBy(() -> step(rules))
        .hasMessageContaining("'conv*'")
        .hasMessageContaining("logits");
  }

  @Test
  void dense_feedback_weights_are_presented_as_outputs_by_inputs() {
    TrainingStep step = step(TestRules.tied(FeedbackGroup.ALIGNMENT));
    assertThat(step.get("logits.W").shape()).containsExactly(4L, 3L);
    assertThat(step.get("logits.B").shape()).containsExactly(3L, 4L);
    assertThat(step.get("conv2.B").shape()).containsExactly(3L, 3L, 4L, 4L);
    step.runWithoutUpdate(TestNetworks.batch(BATCH, 0));
    float weightGradient = floats(step.gradient("logits.W"))[1 * 3 + 2];
    assertThat(floats(step.gradient("logits.B"))[2 * 4 + 1]).isEqualTo(weightGradient);
  }

  @Test
  void angles_and_ratios_are_those_of_the_arrays() {
    TrainingStep step = step(TestRules.feedbackAlignment());
    float[] weight = floats(step.get("conv1.W"));
    float[] twice = new float[weight.length];
    for (int i = 0; i < weight.length; i++) {
      twice[i] = -2 * weight[i];
    }
    step.set("conv1.B", new NamedArray(step.get("conv1.W").shape(), twice));
    step.set("conv2.B", step.get("conv2.W"));
    AlignmentRecord record = step.alignment(0);
    assertThat(record.layers().get("conv1")).isEqualTo(new Alignment(180, 2));
    assertThat(record.layers().get("conv2")).isEqualTo(new Alignment(0, 1));
    assertThat(record.layers().get("logits").angleDegrees()).isBetween(30.0, 150.0);
  }

  @Test
  void running_averages_follow_the_unbiased_batch_statistics() {
    TrainingStep step = step(TestRules.backpropagation());
    float[] kernel = new float[3 * 3 * 2 * 4];
    // The centre tap copies input channel 0 to filter 0: the batch statistics are those of the
    // images.
    kernel[(1 * 3 + 1) * 2 * 4] = 1;
    step.set("conv1.W", new NamedArray(List.of(3L, 3L, 2L, 4L), kernel));
    Batch batch = TestNetworks.batch(BATCH, 0);
    step.run(batch, 0, 0);
    int count = BATCH * 36;
    double mean = 0;
    for (int i = 0; i < count; i++) {
      mean += batch.images()[2 * i] / count;
    }
    double variance = 0;
    for (int i = 0; i < count; i++) {
      variance += Math.pow(batch.images()[2 * i] - mean, 2) / (count - 1);
    }
    assertThat((double) floats(step.get("norm1.runningMean"))[0])
        .isCloseTo(0.1 * mean, Tolerances.FLOAT);
    assertThat((double) floats(step.get("norm1.runningVariance"))[0])
        .isCloseTo(0.9 + 0.1 * variance, Tolerances.FLOAT);
  }

  @Test
  void reading_gradients_changes_no_parameter() {
    TrainingStep step = step(TestRules.tied(FeedbackGroup.ALIGNMENT));
    var before = step.save();
    step.runWithoutUpdate(TestNetworks.batch(BATCH, 0));
    assertThat(step.save()).usingRecursiveComparison().isEqualTo(before);
  }

  @Test
  void a_batch_of_another_size_is_refused() {
    TrainingStep step = step(TestRules.backpropagation());
    assertThatThrownBy(() -> step.run(TestNetworks.batch(BATCH + 1, 0), 0.1, 0.1))
        .hasMessageContaining("labels");
  }
}
