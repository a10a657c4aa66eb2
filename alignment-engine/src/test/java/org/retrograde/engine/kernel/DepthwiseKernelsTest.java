// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.graph.op.DepthwiseGeometry;

/** Depthwise convolutions against plain Java. */
final class DepthwiseKernelsTest {

  private static final List<DepthwiseGeometry> GEOMETRIES =
      List.of(
          new DepthwiseGeometry(6, 5, 3, 3),
          new DepthwiseGeometry(8, 8, 16, 2),
          new DepthwiseGeometry(7, 7, 32, 7),
          new DepthwiseGeometry(4, 3, 5, 7),
          new DepthwiseGeometry(5, 7, 17, 4),
          new DepthwiseGeometry(1, 1, 4, 3),
          new DepthwiseGeometry(6, 6, 1, 1));

  static Stream<Arguments> cases() {
    return Bench.libraries()
        .flatMap(
            library ->
                GEOMETRIES.stream()
                    .flatMap(g -> Stream.of(1, 3).map(n -> Arguments.of(library, g, n))));
  }

  @ParameterizedTest(name = "{1}, batch {2}")
  @MethodSource("cases")
  void the_three_passes_are_what_they_are_called(
      KernelLibrary library, DepthwiseGeometry g, int batch) {
    long[] images = {batch, g.height(), g.width(), g.channels()};
    long[] kernel = {g.kernel(), g.kernel(), g.channels(), 1};
    INDArray x = Bench.random("x", images);
    INDArray d = Bench.random("d", images);
    INDArray k = Bench.random("k", kernel);
    Exact exact = new Exact(g, Bench.doubles(x), Bench.doubles(k), Bench.doubles(d));
    exact.run(batch);
    Operation forward = new Operation.Depthwise(g);
    Operation adjoint = new Operation.DepthwiseAdjoint(g);
    Operation gradient = new Operation.DepthwiseFilterGradient(g);
    Bench.requireAgree("y", Bench.run(library, forward, List.of(x, k), images).get(0), exact.y);
    Bench.requireAgree(
        "error", Bench.run(library, adjoint, List.of(k, d), images).get(0), exact.error);
    Bench.requireAgree(
        "gradient", Bench.run(library, gradient, List.of(x, d), kernel).get(0), exact.gradient);
  }

  /** The definition: y of a pixel sums products over taps; the rest is its derivative. */
  private static final class Exact {

    private final DepthwiseGeometry g;
    private final double[] x;
    private final double[] k;
    private final double[] d;
    private final double[] y;
    private final double[] error;
    private final double[] gradient;

    Exact(DepthwiseGeometry g, double[] x, double[] k, double[] d) {
      this.g = g;
      this.x = x;
      this.k = k;
      this.d = d;
      y = new double[x.length];
      error = new double[x.length];
      gradient = new double[k.length];
    }

    void run(int batch) {
      for (int image = 0; image < batch; image++) {
        for (int row = 0; row < g.height(); row++) {
          for (int column = 0; column < g.width(); column++) {
            for (int tap = 0; tap < g.kernel() * g.kernel(); tap++) {
              int i = row + tap / g.kernel() - (g.kernel() - 1) / 2;
              int j = column + tap % g.kernel() - (g.kernel() - 1) / 2;
              if (i >= 0 && i < g.height() && j >= 0 && j < g.width()) {
                add(pixel(image, row, column), pixel(image, i, j), tap * g.channels());
              }
            }
          }
        }
      }
    }

    private int pixel(int image, int row, int column) {
      return ((image * g.height() + row) * g.width() + column) * g.channels();
    }

    private void add(int to, int from, int tap) {
      for (int c = 0; c < g.channels(); c++) {
        y[to + c] += x[from + c] * k[tap + c];
        error[from + c] += d[to + c] * k[tap + c];
        gradient[tap + c] += x[from + c] * d[to + c];
      }
    }
  }
}
