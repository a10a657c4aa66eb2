// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retrograde.engine.Tolerances.DOUBLE;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.graph.BatchNormSpec;
import org.retrograde.api.graph.DropoutSpec;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Loss;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.SharedLayers;
import org.retrograde.api.graph.StepInput;
import org.retrograde.api.graph.Tensor;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.compile.Program;
import org.retrograde.engine.compile.Request;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;

/** Normalisation and dropout of layers that are used several times. */
final class SharedNormsTest {

  private static final BatchNormSpec SPEC = new BatchNormSpec(0.75, 1e-5, 1);
  private static final INDArray IMAGES =
      Nd4j.createFromArray(new double[] {1, 5, 2, 2}).reshape(4, 1, 1, 1);

  private static NetworkBuilder builder(Mode mode) {
    return new NetworkBuilder(mode, DataType.DOUBLE, 4, new ImageShape(1, 1, 1), 2);
  }

  private static Network finished(NetworkBuilder builder, Tensor y) {
    SharedLayers layers = builder.shared();
    Tensor logits = builder.dense("head", layers.flatten(y), 2, false, new Initializer.Normal(1));
    return builder.build(logits, Loss.SOFTMAX_CROSS_ENTROPY);
  }

  private static double[] value(SameDiff graph, SDVariable wanted, Map<String, INDArray> more) {
    Map<String, INDArray> inputs = new HashMap<>(more);
    inputs.put("input", IMAGES);
    Request request = new Request(Set.of(), Set.of(wanted.name()), Set.of());
    try (Program program =
        new Compiler(new Nd4jKernels()).plan(graph, request).bind(inputs, Map.of())) {
      program.run();
      return program.value(wanted.name()).dup('c').data().asDouble();
    }
  }

  @Test
  void running_averages_follow_each_use_in_turn() {
    NetworkBuilder builder = builder(Mode.TRAINING);
    SharedLayers layers = builder.shared();
    Tensor once = layers.batchNorm("norm", builder.input(), SPEC);
    Tensor twice = layers.batchNorm("norm", layers.affine(builder.input(), 2, 0), SPEC);
    Network network = finished(builder, layers.add(once, twice));
    assertThat(network.parameters()).hasSize(3);
    assertThat(network.states()).hasSize(2);
    INDArray one = Nd4j.createFromArray(new double[] {1});
    Map<String, INDArray> start =
        Map.of(
            "norm.gamma",
            one,
            "norm.beta",
            one,
            "norm.runningMean",
            Nd4j.createFromArray(new double[] {0}),
            "norm.runningVariance",
            Nd4j.createFromArray(new double[] {1}));
    // The images' mean is 2.5, their unbiased variance 3; twice as large ones have 5 and 12.
    assertThat(next(network, 0, start)[0]).isCloseTo((2.5 / 4) * 0.75 + 5.0 / 4, DOUBLE);
    assertThat(next(network, 1, start)[0]).isCloseTo((0.75 + 3.0 / 4) * 0.75 + 12.0 / 4, DOUBLE);
  }

  private static double[] next(Network network, int state, Map<String, INDArray> start) {
    return value(network.graph(), network.states().get(state).next().orElseThrow(), start);
  }

  @Test
  void what_no_image_has_reached_counts_once_for_each() {
    NetworkBuilder builder = builder(Mode.TRAINING);
    Tensor blank = builder.shared().constant(3, new ImageShape(1, 1, 1));
    assertThat(builder.shared().batchNorm("norm", blank, SPEC).length(0)).isEqualTo(4);
    Tensor evaluated = builder(Mode.EVALUATION).shared().constant(3, new ImageShape(1, 1, 1));
    assertThat(evaluated.length(0)).isEqualTo(1);
  }

  @Test
  void one_name_has_one_meaning() {
    NetworkBuilder builder = builder(Mode.TRAINING);
    SharedLayers layers = builder.shared();
    layers.batchNorm("norm", builder.input(), SPEC);
    Tensor other = layers.affine(builder.input(), 2, 0);
    assertThatThrownBy(() -> layers.batchNorm("norm", other, SPEC.withInitialScale(2)))
        .hasMessageContaining("norm");
    Tensor wider = layers.concat(List.of(other, builder.input()));
    assertThatThrownBy(() -> layers.batchNorm("norm", wider, SPEC)).hasMessageContaining("norm");
  }

  @Test
  void dropout_leaves_images_out_and_keeps_the_mean() {
    double[] kept = dropped(new DropoutSpec(0.5, 0), Map.of());
    assertThat(kept).containsExactly(0, 0, 4, 4);
  }

  /** With 0.5 of the way to go, a chance of 0.5 has grown to 0.25. */
  @Test
  void its_chance_grows_from_nothing() {
    String rest = "dropout rest of 3.0 epochs";
    DropoutSpec spec = new DropoutSpec(0.5, 3);
    assertThat(dropped(spec, Map.of(rest, Nd4j.createFromArray(new double[] {1}))))
        .containsExactly(1, 5, 2, 2);
    double[] half = dropped(spec, Map.of(rest, Nd4j.createFromArray(new double[] {0.5})));
    assertThat(half).contains(new double[] {0, 5 / 0.75, 2 / 0.75, 2 / 0.75}, DOUBLE);
  }

  private static double[] dropped(DropoutSpec spec, Map<String, INDArray> course) {
    NetworkBuilder builder = builder(Mode.TRAINING);
    Tensor y = builder.shared().dropout("x", builder.input(), spec);
    Network network = finished(builder, y);
    StepInput.Draws draws = (StepInput.Draws) network.stepInputs().get(0);
    assertThat(draws.distribution()).isEqualTo(new Initializer.Uniform(0.5));
    Map<String, INDArray> inputs = new HashMap<>(course);
    inputs.put(draws.name(), Nd4j.createFromArray(new double[] {-0.5, -0.1, 0.1, 0.4}));
    return value(network.graph(), y.variable(), inputs);
  }

  @Test
  void every_use_draws_for_itself_and_evaluation_never() {
    NetworkBuilder builder = builder(Mode.TRAINING);
    SharedLayers layers = builder.shared();
    DropoutSpec spec = new DropoutSpec(0.5, 2);
    Tensor once = layers.dropout("x", builder.input(), spec);
    Tensor twice = layers.dropout("x", layers.affine(builder.input(), 2, 0), spec);
    List<StepInput> inputs = finished(builder, layers.add(once, twice)).stepInputs();
    assertThat(inputs.stream().filter(StepInput.Draws.class::isInstance)).hasSize(2);
    assertThat(inputs.stream().filter(StepInput.Coefficient.class::isInstance)).hasSize(1);
    Tensor image = builder(Mode.EVALUATION).input();
    assertThat(builder(Mode.EVALUATION).shared().dropout("x", image, spec)).isSameAs(image);
  }

  @Test
  void a_chance_lies_below_1() {
    for (double chance : Arrays.asList(-0.1, 1.0, Double.NaN)) {
      assertThatThrownBy(() -> new DropoutSpec(chance, 0)).hasMessageContaining("chance");
    }
    assertThatThrownBy(() -> new DropoutSpec(0.1, -1)).hasMessageContaining("epochs");
  }
}
