// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.engine.Tolerances;

/** Matrix products, sums over channels, and the cross-entropy. */
final class ProductKernelsTest {

  static Stream<Arguments> products() {
    List<int[]> sizes =
        List.of(
            new int[] {5, 7, 3},
            new int[] {1, 9, 4},
            new int[] {6, 1, 5},
            new int[] {4, 3, 1},
            new int[] {1, 1, 1},
            new int[] {17, 33, 9});
    return Bench.libraries()
        .flatMap(library -> sizes.stream().map(size -> Arguments.of(library, size)));
  }

  static Stream<KernelLibrary> libraries() {
    return Bench.libraries();
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("products")
  void products_agree_for_all_transpositions_and_epilogues(KernelLibrary library, int[] size) {
    for (boolean first : new boolean[] {false, true}) {
      for (boolean second : new boolean[] {false, true}) {
        for (Epilogue epilogue : ConvolutionKernelsTest.epilogues()) {
          requireProduct(library, new Operation.MatrixProduct(first, second, epilogue), size);
        }
      }
    }
  }

  private static void requireProduct(
      KernelLibrary library, Operation.MatrixProduct product, int[] size) {
    int rows = size[0];
    int columns = size[2];
    List<INDArray> inputs = new ArrayList<>();
    inputs.add(matrix("a", rows, size[1], product.transposeFirst()));
    inputs.add(matrix("b", size[1], columns, product.transposeSecond()));
    if (product.epilogue().bias()) {
      inputs.add(Bench.random("bias", columns));
    }
    if (product.epilogue().residual()) {
      inputs.add(Bench.random("residual", rows, columns));
    }
    INDArray plain = Nd4j.create(DataType.DOUBLE, rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        plain.putScalar(i, j, entry(product, inputs, size[1], i, j));
      }
    }
    double[] expected = ConvolutionKernelsTest.followed(plain, product.epilogue(), inputs);
    long[] result = {rows, columns};
    Bench.requireAgree(
        product.toString(), Bench.run(library, product, inputs, result).get(0), expected);
  }

  private static INDArray matrix(String name, int rows, int columns, boolean transposed) {
    return transposed ? Bench.random(name, columns, rows) : Bench.random(name, rows, columns);
  }

  private static double entry(
      Operation.MatrixProduct product, List<INDArray> inputs, int inner, int row, int column) {
    double sum = 0;
    for (int k = 0; k < inner; k++) {
      double a =
          inputs
              .get(0)
              .getDouble(product.transposeFirst() ? new long[] {k, row} : new long[] {row, k});
      double b =
          inputs
              .get(1)
              .getDouble(
                  product.transposeSecond() ? new long[] {column, k} : new long[] {k, column});
      sum += a * b;
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void sums_over_channels_are_sums(KernelLibrary library) {
    for (long[] shape : List.of(new long[] {1, 5}, new long[] {6, 1}, new long[] {3, 4, 5, 7})) {
      int channels = Math.toIntExact(shape[shape.length - 1]);
      INDArray x = Bench.random("x", shape);
      double[] expected = new double[channels];
      for (int i = 0; i < x.length(); i++) {
        expected[i % channels] += x.getDouble(i);
      }
      long[] row = {channels};
      INDArray got = Bench.run(library, new Operation.ChannelSum(), List.of(x), row).get(0);
      Bench.requireAgree("sums", got, expected);
    }
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void the_cross_entropy_and_its_gradient_are_the_formulas_even_for_large_logits(
      KernelLibrary library) {
    for (double size : new double[] {0.1, 1, 10, 80}) {
      for (int batch : new int[] {1, 5}) {
        INDArray logits = Bench.random("logits", batch, 7);
        logits.putScalar(0, 3, 1);
        logits.putScalar(0, 4, -1);
        requireCrossEntropy(library, logits.mul(size));
      }
    }
  }

  private static void requireCrossEntropy(KernelLibrary library, INDArray logits) {
    int batch = Math.toIntExact(logits.size(0));
    int classes = Math.toIntExact(logits.size(1));
    INDArray labels = Nd4j.zeros(DataType.FLOAT, batch, classes);
    double loss = 0;
    double[] expected = new double[batch * classes];
    for (int i = 0; i < batch; i++) {
      int label = (2 * i + 4) % classes;
      labels.putScalar(i, label, 1);
      double log = logSum(logits, i);
      loss += (log - logits.getDouble(i, label)) / batch;
      for (int c = 0; c < classes; c++) {
        double p = Math.exp(logits.getDouble(i, c) - log);
        expected[i * classes + c] = (p - labels.getDouble(i, c)) / batch;
      }
    }
    List<INDArray> got =
        Bench.run(
            library,
            new Operation.SoftmaxCrossEntropy(),
            List.of(logits, labels),
            new long[0],
            new long[] {batch, classes});
    double bound = Tolerances.ACCUMULATED * Math.max(1, loss);
    assertThat(got.get(0).getDouble(0)).isCloseTo(loss, Offset.offset(bound));
    Bench.requireAgree("error for " + logits.amaxNumber(), got.get(1), expected);
  }

  private static double logSum(INDArray logits, int row) {
    double largest = logits.getRow(row).maxNumber().doubleValue();
    double sum = 0;
    for (int c = 0; c < logits.size(1); c++) {
      sum += Math.exp(logits.getDouble(row, c) - largest);
    }
    return largest + Math.log(sum);
  }
}
