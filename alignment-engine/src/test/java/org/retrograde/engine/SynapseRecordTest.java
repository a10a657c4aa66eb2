// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.BatchNormSpec;
import org.retrograde.api.graph.ConvolutionSpec;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.graph.Tensor;

/** What a network remembers of a synapse's surroundings, for rules that ask. */
final class SynapseRecordTest {

  private static final Initializer WEIGHTS = new Initializer.GlorotUniform();
  private static final BatchNormSpec NORM = new BatchNormSpec(0.9, 1e-5, 1);

  private final NetworkBuilder b =
      new NetworkBuilder(Mode.TRAINING, DataType.FLOAT, 2, new ImageShape(5, 4, 3), 3);

  @Test
  void a_nonlinearity_is_recorded_past_bias_and_batch_normalisation() {
    Tensor normed = b.batchNorm("norm", convolution("conv", b.input(), true), NORM);
    Synapse conv = built(b.activation(Activation.RELU, normed)).synapses().get(0);
    assertThat(conv.activation()).isEqualTo(Activation.RELU);
    assertThat(conv.bias()).hasValueSatisfying(v -> assertThat(v.name()).isEqualTo("conv.b"));
    assertThat(outputShape(conv)).containsExactly(2, 5, 4, 3);
  }

  @Test
  void a_nonlinearity_after_a_sum_is_none_of_a_synapse_s_own() {
    Tensor first = b.batchNorm("norm", convolution("conv", b.input(), false), NORM);
    Tensor sum = b.activation(Activation.RELU, b.add(first, b.input()));
    Synapse conv = built(sum).synapses().get(0);
    assertThat(conv.activation()).isEqualTo(Activation.LINEAR);
    assertThat(conv.bias()).isEmpty();
  }

  @Test
  void a_nonlinearity_after_pooling_is_none_of_a_synapse_s_own() {
    Tensor pooled = b.maxPool(convolution("conv", b.input(), true), 2, 2, 0);
    assertThat(built(b.activation(Activation.TANH, pooled)).synapses().get(0).activation())
        .isEqualTo(Activation.LINEAR);
  }

  @Test
  void dense_layers_have_theirs_and_the_logits_none() {
    Tensor hidden = b.dense("hidden", b.flatten(b.input()), 7, true, WEIGHTS);
    List<Synapse> synapses = built(b.activation(Activation.SIGMOID, hidden)).synapses();
    assertThat(synapses)
        .extracting(Synapse::layer, Synapse::activation, SynapseRecordTest::outputShape)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("hidden", Activation.SIGMOID, List.of(2, 7)),
            org.assertj.core.groups.Tuple.tuple("logits", Activation.LINEAR, List.of(2, 3)));
    assertThat(synapses.get(0).bias()).isPresent();
    assertThat(synapses.get(1).bias()).isEqualTo(Optional.empty());
  }

  @Test
  void each_synapse_has_the_nonlinearity_that_follows_it() {
    Tensor first = b.activation(Activation.ELU, convolution("first", b.input(), true));
    Tensor second = b.batchNorm("norm", convolution("second", first, false), NORM);
    assertThat(built(b.activation(Activation.TANH, second)).synapses())
        .extracting(Synapse::activation)
        .containsExactly(Activation.ELU, Activation.TANH, Activation.LINEAR);
  }

  @Test
  void the_shape_of_an_output_is_that_after_stride_and_border() {
    Tensor y = b.convolution("conv", b.input(), new ConvolutionSpec(6, 3, 2, 1, false, WEIGHTS));
    assertThat(outputShape(built(y).synapses().get(0))).containsExactly(2, 3, 2, 6);
  }

  private static List<Integer> outputShape(Synapse synapse) {
    return synapse.map().outputShape(synapse.uses().get(0).images());
  }

  private Tensor convolution(String name, Tensor x, boolean bias) {
    return b.convolution(name, x, new ConvolutionSpec(3, 3, 1, 1, bias, WEIGHTS));
  }

  private Network built(Tensor features) {
    return b.build(b.dense("logits", b.flatten(features), 3, false, WEIGHTS));
  }
}
