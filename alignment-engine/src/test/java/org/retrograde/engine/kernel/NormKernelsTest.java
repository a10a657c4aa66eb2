// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Normalisations and their gradients, rectified or not, against plain Java. */
final class NormKernelsTest {

  private static final double EPSILON = 1e-3;

  static Stream<Arguments> cases() {
    List<long[]> shapes =
        List.of(
            new long[] {12, 5},
            new long[] {9, 16},
            new long[] {1, 4, 5, 3},
            new long[] {3, 5, 4, 17},
            new long[] {8, 1, 1, 7},
            new long[] {4, 6, 6, 16});
    return Bench.libraries()
        .flatMap(
            library ->
                shapes.stream()
                    .flatMap(
                        s -> Stream.of(false, true).map(relu -> Arguments.of(library, s, relu))));
  }

  /** Training batch norm in double precision; channels are last. */
  private static final class Exact {
    private final int channels;
    private final int count;
    private final double[] x;
    private final double[] gamma;
    private final double[] mean;
    private final double[] variance;
    private final double[] y;

    Exact(INDArray x, INDArray gamma, INDArray beta, boolean relu) {
      this.x = Bench.doubles(x);
      this.gamma = Bench.doubles(gamma);
      channels = this.gamma.length;
      count = this.x.length / channels;
      mean = means(this.x);
      double[] squares = new double[this.x.length];
      Arrays.setAll(squares, i -> Math.pow(this.x[i] - mean[i % channels], 2));
      variance = means(squares);
      y = new double[this.x.length];
      Arrays.setAll(
          y, i -> this.gamma[i % channels] * normalised(i) + beta.getDouble(i % channels));
      Arrays.setAll(y, i -> relu ? Math.max(0, y[i]) : y[i]);
    }

    private double[] means(double[] values) {
      double[] sums = sums(values);
      Arrays.setAll(sums, c -> sums[c] / count);
      return sums;
    }

    private double[] sums(double[] values) {
      double[] sums = new double[channels];
      for (int i = 0; i < values.length; i++) {
        sums[i % channels] += values[i];
      }
      return sums;
    }

    private double scale(int channel) {
      return 1 / Math.sqrt(variance[channel] + EPSILON);
    }

    private double normalised(int i) {
      return (x[i] - mean[i % channels]) * scale(i % channels);
    }

    /** dx, dγ and dβ. */
    List<double[]> gradients(INDArray dy, boolean relu) {
      double[] d = Bench.doubles(dy);
      Arrays.setAll(d, i -> relu && y[i] == 0 ? 0 : d[i]);
      double[] products = new double[d.length];
      Arrays.setAll(products, i -> d[i] * normalised(i));
      double[] dGamma = sums(products);
      double[] dBeta = sums(d);
      double[] dx = new double[d.length];
      Arrays.setAll(
          dx,
          i -> {
            int c = i % channels;
            double centred = d[i] - dBeta[c] / count - normalised(i) * dGamma[c] / count;
            return gamma[c] * scale(c) * centred;
          });
      return List.of(dx, dGamma, dBeta);
    }
  }

  @ParameterizedTest(name = "{1}, relu {2}")
  @MethodSource("cases")
  void training_norms_and_their_gradients_are_the_formulas(
      KernelLibrary library, long[] shape, boolean relu) {
    long[] row = {shape[shape.length - 1]};
    INDArray x = Bench.random("x", shape).mul(2).add(0.7);
    INDArray gamma = Bench.random("gamma", row);
    INDArray beta = Bench.random("beta", row);
    Exact exact = new Exact(x, gamma, beta, relu);
    List<INDArray> got = forward(library, relu, shape, List.of(x, gamma, beta));
    Bench.requireAgree("y", got.get(0), exact.y);
    Bench.requireAgree("mean", got.get(1), exact.mean);
    Bench.requireAgree("variance", got.get(2), exact.variance);
    INDArray dy = Bench.random("dy", shape);
    List<INDArray> inputs = new ArrayList<>(List.of(x, gamma, got.get(1), got.get(2), dy));
    if (relu) {
      inputs.add(got.get(0));
      inputs.addAll(got.subList(3, got.size()));
    }
    Operation gradient = new Operation.BatchNormGradient(EPSILON, relu);
    List<INDArray> gradients = Bench.run(library, gradient, inputs, shape, row, row);
    List<double[]> expected = exact.gradients(dy, relu);
    Bench.requireAgree("dx", gradients.get(0), expected.get(0));
    Bench.requireAgree("dGamma", gradients.get(1), expected.get(1));
    Bench.requireAgree("dBeta", gradients.get(2), expected.get(2));
  }

  /** With the library's own notes, if it takes any. */
  private static List<INDArray> forward(
      KernelLibrary library, boolean relu, long[] shape, List<INDArray> inputs) {
    Operation norm = new Operation.BatchNorm(EPSILON, relu);
    long[] row = {shape[shape.length - 1]};
    List<long[]> outputs = new ArrayList<>(List.of(shape, row, row));
    List<Long> lengths = Arrays.stream(shape).boxed().toList();
    long notes = relu ? library.notesLength(norm, lengths, DataType.FLOAT) : 0;
    if (notes > 0) {
      outputs.add(new long[] {notes});
    }
    return Bench.run(library, norm, inputs, outputs.toArray(long[][]::new));
  }

  @ParameterizedTest(name = "{1}, relu {2}")
  @MethodSource("cases")
  void norms_with_given_statistics_are_the_formula(
      KernelLibrary library, long[] shape, boolean relu) {
    long channels = shape[shape.length - 1];
    INDArray x = Bench.random("x", shape);
    INDArray mean = Bench.random("mean", channels);
    INDArray variance = Bench.positive("variance", channels);
    INDArray gamma = Bench.random("gamma", channels);
    INDArray beta = Bench.random("beta", channels);
    double[] expected = Bench.doubles(x);
    Arrays.setAll(
        expected,
        i -> {
          long c = i % channels;
          double scale = gamma.getDouble(c) / Math.sqrt(variance.getDouble(c) + EPSILON);
          double y = (expected[i] - mean.getDouble(c)) * scale + beta.getDouble(c);
          return relu ? Math.max(0, y) : y;
        });
    Operation norm = new Operation.NormInference(EPSILON, relu);
    List<INDArray> inputs = List.of(x, mean, variance, gamma, beta);
    Bench.requireAgree("y", Bench.run(library, norm, inputs, shape).get(0), expected);
  }

  @ParameterizedTest(name = "{1}, relu {2}")
  @MethodSource("cases")
  void a_folded_product_with_its_bias_equals_product_and_norm(
      KernelLibrary library, long[] shape, boolean relu) {
    long rows = Arrays.stream(shape).reduce(1, (a, b) -> a * b) / shape[shape.length - 1];
    long channels = shape[shape.length - 1];
    INDArray x = Bench.random("x", rows, 4);
    INDArray kernel = Bench.random("kernel", 4, channels);
    INDArray mean = Bench.random("mean", channels);
    INDArray variance = Bench.positive("variance", channels);
    INDArray gamma = Bench.random("gamma", channels);
    INDArray beta = Bench.random("beta", channels);
    Operation product = new Operation.MatrixProduct(false, false, Epilogue.none());
    INDArray plain = Bench.reference(product, List.of(x, kernel), rows, channels);
    INDArray expected =
        Bench.reference(
            new Operation.NormInference(EPSILON, relu),
            List.of(plain, mean, variance, gamma, beta),
            rows,
            channels);
    INDArray folded =
        Bench.run(
                library,
                new Operation.FoldedKernel(EPSILON),
                List.of(kernel, gamma, variance),
                kernel.shape())
            .get(0);
    INDArray bias =
        Bench.run(
                library,
                new Operation.FoldedBias(EPSILON),
                List.of(mean, variance, gamma, beta),
                beta.shape())
            .get(0);
    Operation fused = new Operation.MatrixProduct(false, false, new Epilogue(true, false, relu));
    long[] result = {rows, channels};
    INDArray got = Bench.run(library, fused, List.of(x, folded, bias), result).get(0);
    Bench.requireAgree("y", got, Bench.doubles(expected));
  }
}
