// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.ConvolutionSpec;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.compile.Instruction;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.train.StepPlan;

/** What rules cost in convolutions and matrix products, after all passes of the compiler. */
final class RuleCostTest {

  private static final int LAYERS = 4;

  /** Forward, back and filter gradient at each layer, but nothing back at the first. */
  private static final int PLAIN = 3 * LAYERS - 1;

  @ParameterizedTest
  @CsvSource({
    "backpropagation, 0",
    "feedback-alignment, 0",
    "signed-feedback-alignment, 0",
    "uniform-sign-symmetry, 0",
    "batchwise-random-sign-symmetry, 0",
    "fixed-random-sign-symmetry, 0",
    "symmetric-alignment, 0",
    "kolen-pollack, 0",
    "direct-feedback-alignment, 0",
    "direct-kolen-pollack, 1",
    "weight-mirror, 1",
    "oja-alignment, 1",
    "activation-alignment, 2",
    "information-alignment, 2",
    "akrout-weight-mirror, 2"
  })
  void costs_so_many_maps_a_layer_more_than_a_plain_step(String id, int more) {
    assertThat(maps(id, Map.of())).isEqualTo(PLAIN + more * LAYERS);
  }

  @ParameterizedTest
  @CsvSource({"weight-mirror, 2", "activation-alignment, 3", "information-alignment, 3"})
  void costs_one_map_more_where_inputs_are_noise(String id, int more) {
    assertThat(maps(id, Map.of("input", "normal"))).isEqualTo(PLAIN + more * LAYERS);
  }

  @Test
  void backpropagation_has_that_many_with_every_pass_off() {
    int maps =
        maps(
            "backpropagation",
            Map.of(),
            new Compiler(new Nd4jKernels(), Set.copyOf(Compiler.passes())));
    assertThat(maps).isEqualTo(PLAIN);
  }

  private static int maps(String id, Map<String, ?> values) {
    return maps(id, values, new Compiler(new Nd4jKernels()));
  }

  private static int maps(String id, Map<String, ?> values, Compiler compiler) {
    LearningRule family =
        ServiceLoader.load(LearningRule.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(rule -> rule.id().equals(id))
            .findFirst()
            .orElseThrow();
    RuleAssignment rules = RuleAssignment.everywhere(Lab.rule(family, values));
    NetworkBuilder builder =
        new NetworkBuilder(Mode.TRAINING, DataType.FLOAT, 3, new ImageShape(8, 8, 3), 5);
    return StepPlan.of(builder.build(logits(builder)), rules, compiler)
        .plan()
        .instructions()
        .stream()
        .mapToInt(Instruction::maps)
        .sum();
  }

  private static Tensor logits(NetworkBuilder b) {
    Initializer weights = new Initializer.GlorotUniform();
    Tensor x = b.convolution("conv1", b.input(), new ConvolutionSpec(4, 3, 1, 1, true, weights));
    x = b.activation(Activation.RELU, x);
    x = b.convolution("conv2", x, new ConvolutionSpec(4, 3, 2, 1, false, weights));
    x = b.flatten(b.activation(Activation.TANH, x));
    x = b.activation(Activation.RELU, b.dense("hidden", x, 6, true, weights));
    return b.dense("logits", x, b.classes(), true, weights);
  }
}
