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
import org.retrograde.api.graph.op.ConvolutionGeometry;

/** Pooling and its gradient against plain Java. */
final class PoolingKernelsTest {

  static Stream<Arguments> cases() {
    List<ConvolutionGeometry> windows =
        List.of(
            window(6, 6, 3, 2, 2, 0),
            window(7, 5, 5, 3, 2, 1),
            window(5, 5, 16, 3, 1, 1),
            window(4, 4, 1, 4, 1, 0),
            window(1, 1, 7, 1, 1, 0));
    return Bench.libraries()
        .flatMap(
            library ->
                Stream.concat(
                    windows.stream()
                        .flatMap(
                            w -> Stream.of(true, false).map(max -> Arguments.of(library, w, max))),
                    same().map(w -> Arguments.of(library, w, true))));
  }

  /** TensorFlow's padding, which networks have for maxima only. */
  private static Stream<ConvolutionGeometry> same() {
    return Stream.of(
        ConvolutionGeometry.same(7, 7, 3, 3, 2, 2),
        ConvolutionGeometry.same(8, 5, 16, 16, 3, 2),
        ConvolutionGeometry.same(1, 1, 5, 5, 2, 2));
  }

  private static ConvolutionGeometry window(
      int height, int width, int channels, int kernel, int stride, int padding) {
    return new ConvolutionGeometry(height, width, channels, channels, kernel, stride, padding);
  }

  @ParameterizedTest(name = "{1}, maximum {2}")
  @MethodSource("cases")
  void pooling_and_its_gradient_are_what_they_are_called(
      KernelLibrary library, ConvolutionGeometry w, boolean maximum) {
    for (int batch : new int[] {1, 3}) {
      long[] input = {batch, w.height(), w.width(), w.inputChannels()};
      long[] output = {batch, w.outputHeight(), w.outputWidth(), w.inputChannels()};
      INDArray x = Bench.random("x", input);
      INDArray dy = Bench.random("dy", output);
      double[] y = new double[Math.toIntExact(dy.length())];
      double[] dx = new double[Math.toIntExact(x.length())];
      exact(w, maximum, Bench.doubles(x), Bench.doubles(dy), y, dx);
      List<INDArray> forward =
          Bench.run(library, new Operation.Pooling(w, maximum), List.of(x), output);
      Bench.requireAgree("y without notes", forward.get(0), y);
      forward = withNotes(library, w, maximum, x, output);
      Bench.requireAgree("y", forward.get(0), y);
      List<INDArray> inputs = new ArrayList<>(List.of(x, dy));
      inputs.addAll(forward.subList(1, forward.size()));
      Operation gradient = new Operation.PoolingGradient(w, maximum);
      Bench.requireAgree("dx", Bench.run(library, gradient, inputs, input).get(0), dx);
      Bench.requireAgree(
          "dx without notes", Bench.run(library, gradient, List.of(x, dy), input).get(0), dx);
    }
  }

  private static List<INDArray> withNotes(
      KernelLibrary library, ConvolutionGeometry w, boolean maximum, INDArray x, long[] output) {
    Operation pooling = new Operation.Pooling(w, maximum);
    List<long[]> outputs = new ArrayList<>(List.of(output));
    List<Long> shape = Arrays.stream(x.shape()).boxed().toList();
    long notes = library.notesLength(pooling, shape, DataType.FLOAT);
    if (notes > 0) {
      outputs.add(new long[] {notes});
    }
    return Bench.run(library, pooling, List.of(x), outputs.toArray(long[][]::new));
  }

  private static void exact(
      ConvolutionGeometry w, boolean maximum, double[] x, double[] dy, double[] y, double[] dx) {
    int channels = w.inputChannels();
    for (int out = 0; out < y.length; out++) {
      int position = out / channels;
      int column = position % w.outputWidth();
      int row = position / w.outputWidth() % w.outputHeight();
      int image = position / w.outputWidth() / w.outputHeight();
      List<Integer> places = new ArrayList<>();
      for (int i = row * w.stride() - w.borders().top(), k = 0; k < w.kernel(); k++, i++) {
        for (int j = column * w.stride() - w.borders().left(), l = 0; l < w.kernel(); l++, j++) {
          if (i >= 0 && i < w.height() && j >= 0 && j < w.width()) {
            places.add(((image * w.height() + i) * w.width() + j) * channels + out % channels);
          }
        }
      }
      pool(maximum, w.kernel() * w.kernel(), places, out, x, dy, y, dx);
    }
  }

  private static void pool(
      boolean maximum,
      int size,
      List<Integer> places,
      int out,
      double[] x,
      double[] dy,
      double[] y,
      double[] dx) {
    if (maximum) {
      int largest = places.stream().reduce((a, b) -> x[a] >= x[b] ? a : b).orElseThrow();
      y[out] = x[largest];
      dx[largest] += dy[out];
    } else {
      for (int place : places) {
        y[out] += x[place] / size;
        dx[place] += dy[out] / size;
      }
    }
  }
}
