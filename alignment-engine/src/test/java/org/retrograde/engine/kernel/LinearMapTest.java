// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.graph.ConvolutionMap;
import org.retrograde.api.graph.DepthwiseMap;
import org.retrograde.api.graph.LinearMap;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.api.graph.op.DepthwiseGeometry;
import org.retrograde.api.graph.op.Pooling;
import org.retrograde.engine.Tolerances;
import org.retrograde.engine.compile.Bindings;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.compile.Program;

/** Linear maps and windows of every padding, from the graph down to each library. */
final class LinearMapTest {

  private static final int BATCH = 3;

  /** A map with the shapes of an image on each of its sides. */
  private record Sides(LinearMap map, List<Long> inputs, List<Long> outputs) {

    static Sides of(ConvolutionGeometry g) {
      return new Sides(
          new ConvolutionMap(g),
          shape(BATCH, g.height(), g.width(), g.inputChannels()),
          shape(BATCH, g.outputHeight(), g.outputWidth(), g.outputChannels()));
    }

    private static List<Long> shape(long... lengths) {
      return Arrays.stream(lengths).boxed().toList();
    }

    private static long[] lengths(List<Long> shape) {
      return shape.stream().mapToLong(Long::longValue).toArray();
    }

    long[] input() {
      return lengths(inputs);
    }

    long[] output() {
      return lengths(outputs);
    }

    static Sides of(DepthwiseGeometry g) {
      List<Long> images = shape(BATCH, g.height(), g.width(), g.channels());
      return new Sides(new DepthwiseMap(g), images, images);
    }

    long[] kernel() {
      return map.kernelShape().stream().mapToLong(Integer::longValue).toArray();
    }

    @Override
    public String toString() {
      return map.toString();
    }
  }

  static Stream<Arguments> maps() {
    List<Sides> maps =
        List.of(
            Sides.of(ConvolutionGeometry.same(14, 14, 3, 8, 7, 2)),
            Sides.of(ConvolutionGeometry.same(7, 7, 4, 5, 2, 2)),
            Sides.of(ConvolutionGeometry.same(7, 8, 4, 5, 2, 1)),
            Sides.of(ConvolutionGeometry.same(9, 8, 3, 2, 4, 1)),
            Sides.of(new ConvolutionGeometry(9, 8, 3, 2, 4, 1, 2)),
            Sides.of(new DepthwiseGeometry(7, 6, 5, 3)),
            Sides.of(new DepthwiseGeometry(4, 4, 8, 7)));
    return Bench.libraries()
        .flatMap(library -> maps.stream().map(map -> Arguments.of(library, map)));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("maps")
  void the_three_operators_are_adjoint(KernelLibrary library, Sides sides) {
    INDArray x = Bench.random("x", sides.input());
    INDArray k = Bench.random("k", sides.kernel());
    INDArray d = Bench.random("d", sides.output());
    SameDiff graph = SameDiff.create();
    SDVariable input = placeholder(graph, "x", x);
    SDVariable kernel = placeholder(graph, "k", k);
    SDVariable output = placeholder(graph, "d", d);
    String y = sides.map().apply(kernel, input).name();
    String error = sides.map().adjoint(kernel, output).name();
    String gradient = sides.map().filterGradient(input, output).name();
    Program program = run(library, graph, Map.of("x", x, "k", k, "d", d), y, error, gradient);
    double forward = product(program.value(y), d);
    double scale = program.value(y).norm2Number().doubleValue() * d.norm2Number().doubleValue();
    assertThat(program.value(y).shape()).isEqualTo(sides.output());
    requireClose(product(program.value(error), x), forward, scale);
    requireClose(product(program.value(gradient), k), forward, scale);
  }

  static Stream<KernelLibrary> libraries() {
    return Bench.libraries();
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void an_odd_pixel_of_same_padding_comes_after(KernelLibrary library) {
    INDArray x = Nd4j.createFromArray(1f, 2f, 3f).reshape(1, 1, 3, 1);
    INDArray k = Nd4j.createFromArray(10f, 1f, 0f, 0f).reshape(2, 2, 1, 1);
    SameDiff graph = SameDiff.create();
    LinearMap map = new ConvolutionMap(ConvolutionGeometry.same(1, 3, 1, 1, 2, 1));
    String y = map.apply(placeholder(graph, "k", k), placeholder(graph, "x", x)).name();
    Program program = run(library, graph, Map.of("x", x, "k", k), y);
    assertThat(program.value(y).ravel().toFloatVector()).containsExactly(12, 23, 30);
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void padding_never_wins_a_maximum_nor_takes_its_error(KernelLibrary library) {
    ConvolutionGeometry window = ConvolutionGeometry.same(1, 7, 1, 1, 2, 2);
    INDArray x = Nd4j.createFromArray(1f, 2f, 3f, 4f, 5f, 6f, -7f).reshape(1, 1, 7, 1);
    INDArray dy = Nd4j.createFromArray(1f, 10f, 100f, 1000f).reshape(1, 1, 4, 1);
    SameDiff graph = SameDiff.create();
    SDVariable y = Pooling.maximum(placeholder(graph, "x", x), window);
    SDVariable error = placeholder(graph, "dy", dy);
    SDVariable dx =
        graph.getOps().get(y.getCreator().getOwnName()).getOp().doDiff(List.of(error)).get(0);
    Program program = run(library, graph, Map.of("x", x, "dy", dy), y.name(), dx.name());
    assertThat(program.value(y.name()).ravel().toFloatVector()).containsExactly(2, 4, 6, -7);
    assertThat(program.value(dx.name()).ravel().toFloatVector())
        .containsExactly(0, 1, 0, 10, 0, 100, 1000);
  }

  private static SDVariable placeholder(SameDiff graph, String name, INDArray like) {
    return graph.placeHolder(name, DataType.FLOAT, like.shape());
  }

  private static Program run(
      KernelLibrary library, SameDiff graph, Map<String, INDArray> inputs, String... outputs) {
    Bindings bindings = new Bindings(inputs, Map.of(), Set.of(outputs));
    Program program = new Compiler(library).compile(graph, bindings);
    program.run();
    return program;
  }

  private static double product(INDArray a, INDArray b) {
    return a.castTo(DataType.DOUBLE).mul(b.castTo(DataType.DOUBLE)).sumNumber().doubleValue();
  }

  private static void requireClose(double got, double expected, double scale) {
    assertThat(Math.abs(got - expected)).isLessThan(scale * Tolerances.ACCUMULATED);
  }
}
