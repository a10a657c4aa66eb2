// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.graph.ConvolutionMap;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.engine.Agreement;
import org.retrograde.engine.Tolerances;
import org.retrograde.engine.compile.Bindings;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.compile.Instruction;
import org.retrograde.engine.compile.Program;
import org.retrograde.engine.compile.Request;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.kernel.onednn.OneDnnKernels;

final class WinogradTest {

  private final SameDiff graph = SameDiff.create();
  private final Map<String, INDArray> inputs = new HashMap<>();
  private final KernelLibrary library = new OneDnnKernels();

  /** Aᵀ [(G k) · (Bᵀ x)] is the correlation of six numbers with three. */
  @Test
  void the_matrices_are_those_of_minimal_filtering() {
    double[] x = {0.3, -1.2, 0.7, 2.1, -0.4, 1.6};
    double[] k = {0.9, -0.5, 1.3};
    double[] points = times(Winograd.images(), x);
    double[] kernels = times(Winograd.kernels(), k);
    for (int i = 0; i < Winograd.POINTS; i++) {
      points[i] *= kernels[i];
    }
    double[] y = times(Winograd.results(), points);
    for (int i = 0; i < Winograd.TILE; i++) {
      double direct = k[0] * x[i] + k[1] * x[i + 1] + k[2] * x[i + 2];
      assertThat(y[i]).isCloseTo(direct, Tolerances.FLOAT);
    }
  }

  @Test
  void it_suits_large_convolutions_that_keep_the_size() {
    assertThat(Winograd.suits(geometry(8, 8, 64, 128), 32)).isTrue();
    assertThat(Winograd.suits(geometry(8, 8, 64, 128), 1)).as("few positions").isFalse();
    assertThat(Winograd.suits(geometry(6, 8, 64, 128), 32)).as("broken tiles").isFalse();
    assertThat(Winograd.suits(geometry(8, 8, 32, 128), 32)).as("few channels").isFalse();
    assertThat(Winograd.suits(new ConvolutionGeometry(8, 8, 64, 64, 3, 2, 1), 32))
        .as("stride")
        .isFalse();
    assertThat(Winograd.suits(new ConvolutionGeometry(8, 8, 64, 64, 3, 1, 0), 32))
        .as("no padding")
        .isFalse();
    assertThat(Winograd.suits(new ConvolutionGeometry(8, 8, 64, 64, 5, 1, 2), 32))
        .as("larger kernel")
        .isFalse();
  }

  @ParameterizedTest(name = "{0} x {1}, {2} to {3} channels, batch {4}")
  @CsvSource({"8, 8, 64, 64, 4", "4, 7, 64, 80, 16", "12, 5, 96, 64, 7", "16, 16, 64, 64, 1"})
  void the_three_passes_agree_with_direct_ones(int height, int width, int in, int out, int batch) {
    assumeServes();
    ConvolutionGeometry g = geometry(height, width, in, out);
    ConvolutionMap map = new ConvolutionMap(g);
    SDVariable x = feed("x", batch, height, width, in);
    SDVariable d = feed("d", batch, height, width, out);
    SDVariable k = feed("k", 3, 3, in, out);
    assertAgree(
        Set.of(map.apply(k, x).name(), map.adjoint(k, d).name(), map.filterGradient(x, d).name()),
        List.of("winograd convolution", "winograd adjoint", "winograd filter gradient"));
  }

  @Test
  void bias_residual_and_rectification_follow_in_the_same_pass() {
    assumeServes();
    ConvolutionMap map = new ConvolutionMap(geometry(8, 6, 64, 64));
    SDVariable x = feed("x", 8, 8, 6, 64);
    SDVariable k = feed("k", 3, 3, 64, 64);
    SDVariable y = graph.nn().biasAdd(map.apply(k, x), feed("b", 64), false);
    SDVariable z = graph.nn().relu(y.add(feed("r", 8, 8, 6, 64)), 0);
    assertAgree(Set.of(z.name()), List.of("winograd convolution + bias + residual + relu"));
  }

  @Test
  void one_kernel_serves_images_of_two_sizes_and_two_epilogues() {
    assumeServes();
    SDVariable k = feed("k", 3, 3, 64, 64);
    SDVariable large = feed("large", 4, 16, 12, 64);
    SDVariable small = feed("small", 4, 8, 8, 64);
    SDVariable onLarge = new ConvolutionMap(geometry(16, 12, 64, 64)).apply(k, large);
    SDVariable onSmall = new ConvolutionMap(geometry(8, 8, 64, 64)).apply(k, small);
    SDVariable again = new ConvolutionMap(geometry(8, 8, 64, 64)).apply(k, feed("x", 4, 8, 8, 64));
    SDVariable rectified = graph.nn().relu(again, 0);
    assertAgree(
        Set.of(onLarge.name(), onSmall.name(), rectified.name()),
        List.of("winograd convolution", "winograd convolution + relu"));
  }

  @Test
  void a_filter_gradient_takes_the_batch_in_parts_that_fit_the_caches() {
    assumeServes();
    assertThat(Winograd.parts(geometry(32, 32, 64, 64), 32)).isEqualTo(4);
    assertThat(Winograd.parts(geometry(32, 32, 64, 64), 12)).as("12 = 4 x 3").isEqualTo(2);
    assertThat(Winograd.parts(geometry(4, 4, 512, 512), 32)).isEqualTo(1);
    ConvolutionMap map = new ConvolutionMap(geometry(32, 32, 64, 64));
    SDVariable x = feed("x", 16, 32, 32, 64);
    SDVariable d = feed("d", 16, 32, 32, 64);
    assertAgree(Set.of(map.filterGradient(x, d).name()), List.of("winograd kernel gradient"));
  }

  private void assertAgree(Set<String> outputs, List<String> operations) {
    assertThat(instructions(outputs)).extracting(Instruction::result).doesNotHaveDuplicates();
    assertThat(instructions(outputs)).extracting(Instruction::operation).containsAll(operations);
    Bindings bindings = new Bindings(inputs, Map.of(), outputs);
    Program expected = new Compiler(new Nd4jKernels()).compile(graph, bindings);
    Program got = new Compiler(library).compile(graph, bindings);
    expected.run();
    got.run();
    outputs.forEach(name -> Agreement.require(name, got.value(name), expected.value(name)));
  }

  private List<Instruction> instructions(Set<String> outputs) {
    Request request = new Request(Set.of(), outputs, Set.of());
    return new Compiler(library).plan(graph, request).instructions();
  }

  private void assumeServes() {
    assumeTrue(library.obstacle().isEmpty(), () -> library.obstacle().orElse(""));
  }

  private SDVariable feed(String name, long... shape) {
    inputs.put(name, Bench.random(name, shape));
    return graph.placeHolder(name, DataType.FLOAT, shape);
  }

  private static ConvolutionGeometry geometry(int height, int width, int in, int out) {
    return new ConvolutionGeometry(height, width, in, out, 3, 1, 1);
  }

  private static double[] times(float[][] matrix, double[] vector) {
    double[] result = new double[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < vector.length; j++) {
        result[i] += matrix[i][j] * vector[j];
      }
    }
    return result;
  }
}
