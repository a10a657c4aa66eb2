// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.graph.op.TensorOps;
import org.retrograde.engine.compile.Bindings;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.compile.Program;

/** Known results of our own functions, on every library. */
final class TensorKernelsTest {

  static Stream<KernelLibrary> libraries() {
    return Bench.libraries();
  }

  private static INDArray image(int height, int width, float... values) {
    return Nd4j.createFromArray(values).reshape(1, height, width, 1);
  }

  private static float[] run(
      KernelLibrary library, INDArray x, UnaryOperator<SDVariable> function) {
    SameDiff graph = SameDiff.create();
    String y = function.apply(graph.placeHolder("x", x.dataType(), x.shape())).name();
    Bindings bindings = new Bindings(Map.of("x", x), Map.of(), Set.of(y));
    Program program = new Compiler(library).compile(graph, bindings);
    program.run();
    program.run();
    return program.value(y).ravel().toFloatVector();
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void two_pixels_become_four_with_the_same_corners(KernelLibrary library) {
    INDArray x = image(1, 2, 0, 3);
    Bench.requireAgree(
        "y",
        Nd4j.createFromArray(run(library, x, v -> TensorOps.resize(v, 1, 2, 1, 4))),
        new double[] {0, 1, 2, 3});
  }

  /** Places lie 3/13 apart, so place 6 is at 18/13 between the second and the third. */
  @ParameterizedTest
  @MethodSource("libraries")
  void four_by_four_becomes_fourteen_by_fourteen(KernelLibrary library) {
    INDArray x = Nd4j.create(new float[16]).reshape(1, 4, 4, 1);
    for (int i = 0; i < 16; i++) {
      x.putScalar(i, i * i);
    }
    float[] y = run(library, x, v -> TensorOps.resize(v, 4, 4, 14, 14));
    double[] expected = {0, 9, 144, 225, (1 * 8 + 4 * 5) / 13.0, (16 * 8 + 64 * 5) / 13.0};
    float[] got = {y[0], y[13], y[182], y[195], y[6], y[84]};
    Bench.requireAgree("corners and places", Nd4j.createFromArray(got), expected);
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void a_layer_norm_takes_height_width_and_channels_together(KernelLibrary library) {
    INDArray x =
        Nd4j.createFromArray(1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 100f, 0f, 0f, 0f, 0f, 0f, 0f, 0f)
            .reshape(2, 2, 2, 2);
    float[] y =
        run(
            library,
            x,
            v -> {
              SameDiff graph = v.getSameDiff();
              SDVariable gamma = graph.constant(Nd4j.createFromArray(2f, -1f));
              SDVariable beta = graph.constant(Nd4j.createFromArray(10f, 0f));
              return TensorOps.layerNorm(v, gamma, beta, 1e-12);
            });
    double first = Math.sqrt(5.25);
    double second = Math.sqrt(100 * 100 * 7 / 64.0);
    double[] expected = new double[16];
    for (int i = 0; i < 16; i++) {
      double centred = i < 8 ? (i - 3.5) / first : ((i == 8 ? 100 : 0) - 12.5) / second;
      expected[i] = i % 2 == 0 ? 2 * centred + 10 : -centred;
    }
    Bench.requireAgree("y", Nd4j.createFromArray(y), expected);
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void the_first_of_equal_maxima_is_marked(KernelLibrary library) {
    INDArray x = Nd4j.createFromArray(1f, 3f, 3f, -5f, -6f, -5f, 0f, 0f, 7f).reshape(3, 3);
    assertThat(run(library, x, TensorOps::largestMask)).containsExactly(0, 1, 0, 1, 0, 0, 0, 0, 1);
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void the_first_confidence_that_reaches_a_threshold_is_marked(KernelLibrary library) {
    INDArray x =
        Nd4j.createFromArray(0.2f, 0.8f, 0.95f, 0.05f, 0.5f, 0.5f, 0.3f, 0.7f).reshape(2, 2, 2);
    x.putScalar(0, 0.9f);
    assertThat(
            run(
                library,
                x,
                v -> TensorOps.largestMask(TensorOps.atMost(TensorOps.largest(v, 3), 0.9))))
        .containsExactly(1, 0, 0, 1);
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void parts_are_joined_in_order(KernelLibrary library) {
    INDArray x = image(2, 2, 1, 2, 3, 4);
    assertThat(
            run(
                library,
                x,
                v -> TensorOps.joinChannels(List.of(v, TensorOps.complement(v)), 4, 1, 1)))
        .containsExactly(1, 0, 2, -1, 3, -2, 4, -3);
    assertThat(
            run(library, x, v -> TensorOps.joinBatches(List.of(TensorOps.complement(v), v), 1, 1)))
        .containsExactly(0, -1, -2, -3, 1, 2, 3, 4);
  }
}
