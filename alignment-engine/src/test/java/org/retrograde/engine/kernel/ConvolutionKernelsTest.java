// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.engine.Agreement;

/** Convolutions with everything that may follow them, plain and packed, against the reference. */
final class ConvolutionKernelsTest {

  private static final List<ConvolutionGeometry> GEOMETRIES =
      List.of(
          new ConvolutionGeometry(8, 8, 16, 32, 3, 1, 1),
          new ConvolutionGeometry(7, 9, 3, 5, 3, 2, 1),
          new ConvolutionGeometry(6, 6, 5, 7, 1, 2, 0),
          new ConvolutionGeometry(9, 9, 1, 6, 5, 1, 0),
          new ConvolutionGeometry(11, 11, 3, 20, 7, 2, 3),
          new ConvolutionGeometry(1, 1, 4, 3, 1, 1, 0),
          new ConvolutionGeometry(1, 1, 17, 9, 3, 1, 1),
          ConvolutionGeometry.same(14, 14, 3, 20, 7, 2),
          ConvolutionGeometry.same(7, 8, 4, 6, 2, 2),
          ConvolutionGeometry.same(8, 8, 64, 64, 4, 1),
          ConvolutionGeometry.same(6, 5, 16, 16, 2, 1),
          ConvolutionGeometry.same(8, 8, 3, 4, 2, 4));

  static Stream<Arguments> cases() {
    return Bench.libraries()
        .flatMap(
            library ->
                GEOMETRIES.stream()
                    .flatMap(g -> Stream.of(1, 3).map(n -> Arguments.of(library, g, n))));
  }

  static List<Epilogue> epilogues() {
    List<Epilogue> all = new ArrayList<>();
    for (int bits = 0; bits < 8; bits++) {
      all.add(new Epilogue((bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0));
    }
    return all;
  }

  private static long[] input(ConvolutionGeometry g, int batch) {
    return new long[] {batch, g.height(), g.width(), g.inputChannels()};
  }

  private static long[] output(ConvolutionGeometry g, int batch) {
    return new long[] {batch, g.outputHeight(), g.outputWidth(), g.outputChannels()};
  }

  private static long[] kernel(ConvolutionGeometry g) {
    return new long[] {g.kernel(), g.kernel(), g.inputChannels(), g.outputChannels()};
  }

  private static List<INDArray> inputs(ConvolutionGeometry g, int batch, Epilogue epilogue) {
    List<INDArray> inputs = new ArrayList<>();
    inputs.add(Bench.random("x", input(g, batch)));
    inputs.add(Bench.random("k", kernel(g)));
    if (epilogue.bias()) {
      inputs.add(Bench.random("bias", g.outputChannels()));
    }
    if (epilogue.residual()) {
      inputs.add(Bench.random("residual", output(g, batch)));
    }
    return inputs;
  }

  @ParameterizedTest(name = "{1}, batch {2}")
  @MethodSource("cases")
  void a_convolution_agrees_with_every_epilogue(
      KernelLibrary library, ConvolutionGeometry g, int batch) {
    INDArray plain =
        Bench.reference(
            new Operation.Convolution(g), inputs(g, batch, Epilogue.none()), output(g, batch));
    for (Epilogue epilogue : epilogues()) {
      List<INDArray> inputs = inputs(g, batch, epilogue);
      INDArray got =
          Bench.run(
                  library, new Operation.Convolution(g, epilogue, false), inputs, output(g, batch))
              .get(0);
      Bench.requireAgree(epilogue.toString(), got, followed(plain, epilogue, inputs));
    }
  }

  /** What an epilogue says, in plain Java. */
  static double[] followed(INDArray plain, Epilogue epilogue, List<INDArray> inputs) {
    double[] values = Bench.doubles(plain);
    for (int i = 0; i < values.length; i++) {
      if (epilogue.bias()) {
        values[i] += inputs.get(2).getDouble(i % inputs.get(2).length());
      }
      if (epilogue.residual()) {
        values[i] += inputs.get(epilogue.residualPlace()).getDouble(i);
      }
      values[i] = epilogue.relu() ? Math.max(0, values[i]) : values[i];
    }
    return values;
  }

  @ParameterizedTest(name = "{1}, batch {2}")
  @MethodSource("cases")
  void a_packed_convolution_equals_a_plain_one(
      KernelLibrary library, ConvolutionGeometry g, int batch) {
    for (Epilogue epilogue : epilogues()) {
      Operation packed = new Operation.Convolution(g, epilogue, true);
      Operation plain = new Operation.Convolution(g, epilogue, false);
      long length = packedLength(library, packed, 1, batch);
      if (length > 0) {
        List<INDArray> inputs = inputs(g, batch, epilogue);
        INDArray expected = Bench.reference(plain, inputs, output(g, batch));
        inputs.set(1, pack(library, packed, 1, batch, inputs.get(1), length));
        INDArray got = Bench.run(library, packed, inputs, output(g, batch)).get(0);
        Agreement.require(epilogue.toString(), got, expected);
      }
    }
  }

  private static INDArray pack(
      KernelLibrary library,
      Operation user,
      int operand,
      long batch,
      INDArray kernel,
      long length) {
    Operation pack = new Operation.Pack(user, operand, batch);
    return Bench.run(library, pack, List.of(kernel), new long[] {length}).get(0);
  }

  private static long packedLength(
      KernelLibrary library, Operation packed, int operand, long batch) {
    return library
        .packing(packed, operand, batch, DataType.FLOAT)
        .map(packing -> packing.shape().get(0))
        .orElse(0L);
  }

  @ParameterizedTest(name = "{1}, batch {2}")
  @MethodSource("cases")
  void adjoints_agree_plain_and_packed(KernelLibrary library, ConvolutionGeometry g, int batch) {
    INDArray kernel = Bench.random("k", kernel(g));
    INDArray d = Bench.random("d", output(g, batch));
    Operation plain = new Operation.ConvolutionAdjoint(g, false);
    INDArray expected = Bench.reference(plain, List.of(kernel, d), input(g, batch));
    INDArray got = Bench.run(library, plain, List.of(kernel, d), input(g, batch)).get(0);
    Agreement.require("plain", got, expected);
    Operation packed = new Operation.ConvolutionAdjoint(g, true);
    long length = packedLength(library, packed, 0, batch);
    if (length > 0) {
      INDArray row = pack(library, packed, 0, batch, kernel, length);
      got = Bench.run(library, packed, List.of(row, d), input(g, batch)).get(0);
      Agreement.require("packed", got, expected);
    }
  }

  @ParameterizedTest(name = "{1}, batch {2}")
  @MethodSource("cases")
  void filter_gradients_agree_plain_and_unpacked(
      KernelLibrary library, ConvolutionGeometry g, int batch) {
    List<INDArray> inputs =
        List.of(Bench.random("x", input(g, batch)), Bench.random("d", output(g, batch)));
    Operation plain = new Operation.ConvolutionFilterGradient(g, false);
    INDArray expected = Bench.reference(plain, inputs, kernel(g));
    Agreement.require("plain", Bench.run(library, plain, inputs, kernel(g)).get(0), expected);
    Operation.ConvolutionFilterGradient packed = new Operation.ConvolutionFilterGradient(g, true);
    long length = packedLength(library, packed, Packing.RESULT, batch);
    if (length > 0) {
      long[] row = {length};
      INDArray gradient = Bench.run(library, packed, inputs, row).get(0);
      Operation unpack = new Operation.Unpack(packed, batch);
      INDArray got = Bench.run(library, unpack, List.of(gradient), kernel(g)).get(0);
      Agreement.require("unpacked", got, expected);
    }
  }

  @ParameterizedTest(name = "{1}, batch {2}")
  @MethodSource("cases")
  void both_gradients_at_once_are_those_one_by_one(
      KernelLibrary library, ConvolutionGeometry g, int batch) {
    INDArray x = Bench.random("x", input(g, batch));
    INDArray kernel = Bench.random("k", kernel(g));
    INDArray d = Bench.random("d", output(g, batch));
    List<INDArray> got =
        Bench.run(
            library,
            new Operation.ConvolutionBackward(g),
            List.of(x, kernel, d),
            input(g, batch),
            kernel(g));
    Operation adjoint = new Operation.ConvolutionAdjoint(g, false);
    Operation filter = new Operation.ConvolutionFilterGradient(g, false);
    Agreement.require(
        "error", got.get(0), Bench.reference(adjoint, List.of(kernel, d), input(g, batch)));
    Agreement.require("gradient", got.get(1), Bench.reference(filter, List.of(x, d), kernel(g)));
  }
}
