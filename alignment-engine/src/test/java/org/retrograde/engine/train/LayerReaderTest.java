// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.data.Batch;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.ConvolutionSpec;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Padding;
import org.retrograde.api.graph.SharedLayers;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.engine.Agreement;
import org.retrograde.engine.TestNetworks;
import org.retrograde.engine.TestRules;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.optimize.OptimizerSpec;

final class LayerReaderTest {

  private static final int BATCH = 3;
  private static final long SEED = 11;

  private final Batch batch = TestNetworks.batch(BATCH, 0);

  private static NetworkWeights weights(Network network) {
    return NetworkWeights.initial(network, SEED);
  }

  private static TrainingStep step() {
    OptimizerSpec plain = OptimizerSpec.sgd(0.1, 0, 0);
    return new TrainingStep(
        TestNetworks.residual(Mode.TRAINING, BATCH),
        RuleAssignment.everywhere(TestRules.signs(0.5)),
        plain,
        plain,
        SEED,
        new Nd4jKernels());
  }

  @Test
  void weights_begin_as_those_of_a_run() {
    Map<String, NamedArray> drawn = weights(TestNetworks.residual(Mode.EVALUATION, BATCH)).arrays();
    try (TrainingStep step = step()) {
      drawn.forEach(
          (name, array) -> assertThat(array).usingRecursiveComparison().isEqualTo(step.get(name)));
    }
  }

  /** Reading layers keeps apart what is fused elsewhere, and must not change it. */
  @Test
  void layers_do_not_depend_on_what_else_is_read_or_on_the_library() {
    Network network = TestNetworks.residual(Mode.EVALUATION, BATCH);
    NetworkWeights weights = weights(network);
    for (KernelLibrary kernels : ServiceLoader.load(KernelLibrary.class)) {
      if (kernels.obstacle().isEmpty()) {
        try (LayerReader all =
            new LayerReader(network, weights, network.layers().values(), kernels)) {
          all.run(batch);
          network.layers().forEach((name, layer) -> requireAlone(network, weights, layer, all));
        }
      }
    }
  }

  private void requireAlone(
      Network network, NetworkWeights weights, Tensor layer, LayerReader all) {
    try (LayerReader alone = new LayerReader(network, weights, List.of(layer), new Nd4jKernels())) {
      alone.run(batch);
      double[] expected = Agreement.doubles(alone.values(layer));
      Agreement.require(layer.variable().name(), all.values(layer), expected);
    }
  }

  /** A layer that is the same for all images has one row; a constant is a layer as well. */
  @Test
  void layers_that_no_image_has_reached_are_read() {
    NetworkBuilder builder =
        new NetworkBuilder(
            Mode.EVALUATION, DataType.FLOAT, BATCH, TestNetworks.IMAGE, TestNetworks.CLASSES);
    SharedLayers shared = builder.shared();
    ConvolutionSpec spec =
        new ConvolutionSpec(
            2,
            3,
            1,
            Padding.of(1),
            Optional.of(new Initializer.Constant(0.5)),
            new Initializer.GlorotUniform());
    ImageShape shape = TestNetworks.IMAGE;
    Tensor zeros = builder.layer("node@0", shared.constant(0, shape));
    Tensor before = builder.layer("node@1", shared.convolution("conv", zeros, spec));
    Tensor after = builder.layer("node@2", shared.convolution("conv", builder.input(), spec));
    Tensor mean = shared.globalAveragePool(shared.activation(Activation.ELU, after));
    Network network =
        builder.build(
            builder.dense(
                "logits", mean, builder.classes(), true, new Initializer.GlorotUniform()));
    try (LayerReader reader =
        new LayerReader(network, weights(network), network.layers().values(), new Nd4jKernels())) {
      reader.run(batch);
      assertThat(reader.values(zeros)).hasSize(shape.size()).containsOnly(0);
      assertThat(reader.values(before)).hasSize(36 * 2).containsOnly(0.5f);
      assertThat(reader.values(after)).hasSize(BATCH * 36 * 2).doesNotContain(0.5f);
    }
  }

  @Test
  void weights_that_were_set_are_read() {
    Network network = TestNetworks.small(Mode.EVALUATION, BATCH);
    NetworkWeights weights = weights(network);
    weights.set("logits.W", new NamedArray(List.of(4L, 3L), new float[12]));
    weights.set("logits.b", new NamedArray(List.of(3L), new float[] {1, 2, 3}));
    Tensor logits = network.logits();
    try (LayerReader reader =
        new LayerReader(network, weights, List.of(logits), new Nd4jKernels())) {
      reader.run(batch);
      assertThat(reader.values(logits)).containsExactly(1, 2, 3, 1, 2, 3, 1, 2, 3);
      assertThat(reader.plannedBytes()).isPositive();
    }
    assertThatThrownBy(() -> weights.set("logits.b", NamedArray.scalar(1)))
        .hasMessageContaining("[3], found []");
    assertThatThrownBy(() -> weights.set("other.b", NamedArray.scalar(1)))
        .hasMessageContaining("no array 'other.b'");
  }

  @Test
  void feedback_weights_that_are_signs_follow_the_weights_of_a_start() {
    try (TrainingStep step = step()) {
      float[] weight = ((float[]) step.get("stem.W").values()).clone();
      for (int i = 0; i < weight.length; i++) {
        weight[i] = i % 2 == 0 ? -Math.abs(weight[i]) - 1 : 2;
      }
      step.startFrom(Map.of("stem.W", new NamedArray(step.get("stem.W").shape(), weight)));
      assertThat((float[]) step.get("stem.W").values()).containsExactly(weight);
      float[] feedback = (float[]) Objects.requireNonNull(step.get("stem.B")).values();
      assertThat(feedback).startsWith(-0.5f, 0.5f, -0.5f, 0.5f);
    }
  }
}
