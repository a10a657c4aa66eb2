// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
import org.retrograde.engine.Tolerances;
import org.retrograde.engine.compile.Bindings;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.compile.Program;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.kernel.onednn.OneDnnKernels;

/** Convolutions that multiply in bfloat16. */
final class NarrowProductsTest {

  private static final int BATCH = 3;

  private final SameDiff graph = SameDiff.create();
  private final Map<String, INDArray> inputs = new HashMap<>();

  @ParameterizedTest(name = "{0} px, {1} to {2} channels, kernel {3}, stride {4}")
  @CsvSource({"8, 16, 32, 3, 1", "9, 3, 20, 3, 2", "8, 5, 7, 1, 2", "8, 64, 64, 3, 1"})
  void the_three_passes_agree_within_the_factors_precision(
      int side, int in, int out, int kernel, int stride) {
    KernelLibrary narrow = narrow();
    ConvolutionGeometry g =
        new ConvolutionGeometry(side, side, in, out, kernel, stride, kernel / 2);
    ConvolutionMap map = new ConvolutionMap(g);
    SDVariable x = feed("x", BATCH, side, side, in);
    SDVariable d = feed("d", BATCH, g.outputHeight(), g.outputWidth(), out);
    SDVariable k = feed("k", kernel, kernel, in, out);
    Set<String> outputs =
        Set.of(map.apply(k, x).name(), map.adjoint(k, d).name(), map.filterGradient(x, d).name());
    Bindings bindings = new Bindings(inputs, Map.of(), outputs);
    Program expected = new Compiler(new Nd4jKernels()).compile(graph, bindings);
    Program got = new Compiler(narrow).compile(graph, bindings);
    expected.run();
    got.run();
    outputs.forEach(name -> assertNear(name, got.value(name), expected.value(name)));
  }

  @Test
  void the_reference_library_has_no_such_products() {
    assertThat(new Nd4jKernels().withNarrowProducts()).isEmpty();
  }

  private static KernelLibrary narrow() {
    Optional<KernelLibrary> narrow = new OneDnnKernels().withNarrowProducts();
    assumeTrue(narrow.isPresent(), "this processor does not multiply in bfloat16");
    return narrow.orElseThrow();
  }

  private SDVariable feed(String name, long... shape) {
    inputs.put(name, Bench.random(name, shape));
    return graph.placeHolder(name, DataType.FLOAT, shape);
  }

  /** Equal results would mean that float32 was used after all. */
  private static void assertNear(String name, INDArray got, INDArray expected) {
    double difference = got.sub(expected).amaxNumber().doubleValue();
    double relative = difference / expected.amaxNumber().doubleValue();
    assertThat(relative).as(name).isBetween(Tolerances.ACCUMULATED, Tolerances.NARROW);
  }
}
