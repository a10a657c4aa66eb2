// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.graph.op.Scaling;

/** Element-wise operations, in place and not, against plain Java. */
final class ElementKernelsTest {

  private static final List<long[]> SHAPES =
      List.of(new long[] {1, 1, 1, 1}, new long[] {3, 5}, new long[] {2, 7, 5, 3});

  static Stream<KernelLibrary> libraries() {
    return Bench.libraries();
  }

  static Stream<Arguments> activations() {
    return Bench.libraries()
        .flatMap(
            library -> Stream.of(ActivationKind.values()).map(kind -> Arguments.of(library, kind)));
  }

  private static double value(ActivationKind kind, double x) {
    return switch (kind) {
      case RELU -> Math.max(0, x);
      case TANH -> Math.tanh(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case ELU -> x > 0 ? x : Math.expm1(x);
    };
  }

  private static double derivative(ActivationKind kind, double x) {
    double y = value(kind, x);
    return switch (kind) {
      case RELU -> x > 0 ? 1 : 0;
      case TANH -> 1 - y * y;
      case SIGMOID -> y * (1 - y);
      case ELU -> x > 0 ? 1 : y + 1;
    };
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("activations")
  void activations_are_what_they_are_called(KernelLibrary library, ActivationKind kind) {
    Operation operation = new Operation.Activation(kind);
    for (long[] shape : SHAPES) {
      INDArray x = Bench.random("x", shape).mul(3);
      double[] expected = Bench.doubles(x);
      java.util.Arrays.setAll(expected, i -> value(kind, expected[i]));
      Bench.requireAgree("y", Bench.run(library, operation, List.of(x), shape).get(0), expected);
      Bench.requireAgree("in place", Bench.runInPlace(library, operation, List.of(x), 0), expected);
    }
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("activations")
  void gradients_are_the_derivatives_from_either_reference(
      KernelLibrary library, ActivationKind kind) {
    for (long[] shape : SHAPES) {
      INDArray x = Bench.random("x", shape).mul(2);
      INDArray y = Bench.reference(new Operation.Activation(kind), List.of(x), shape);
      INDArray dy = Bench.random("dy", shape);
      double[] expected = Bench.doubles(dy);
      java.util.Arrays.setAll(expected, i -> expected[i] * derivative(kind, x.getDouble(i)));
      for (boolean fromResult : new boolean[] {false, true}) {
        Operation operation = new Operation.ActivationGradient(kind, fromResult);
        List<INDArray> inputs = List.of(fromResult ? y : x, dy);
        Bench.requireAgree("dx", Bench.run(library, operation, inputs, shape).get(0), expected);
        Bench.requireAgree("in place", Bench.runInPlace(library, operation, inputs, 1), expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void linear_combinations_of_one_to_four_terms_agree_in_every_place(KernelLibrary library) {
    List<List<Double>> choices =
        List.of(
            List.of(1.0),
            List.of(-0.7),
            List.of(1.0, 1.0),
            List.of(1.0, -2.5),
            List.of(0.5, 1.0, -1.0),
            List.of(2.0, -0.25, 1.0, 0.1));
    for (List<Double> coefficients : choices) {
      for (boolean relu : new boolean[] {false, true}) {
        for (long[] shape : SHAPES) {
          requireSum(library, new Operation.LinearCombination(coefficients, relu), shape);
        }
      }
    }
  }

  private static void requireSum(
      KernelLibrary library, Operation.LinearCombination sum, long[] shape) {
    List<INDArray> terms = new ArrayList<>();
    for (int i = 0; i < sum.coefficients().size(); i++) {
      terms.add(Bench.random("term" + i, shape));
    }
    double[] expected = new double[Math.toIntExact(terms.get(0).length())];
    for (int i = 0; i < expected.length; i++) {
      for (int j = 0; j < terms.size(); j++) {
        expected[i] += sum.coefficients().get(j) * terms.get(j).getDouble(i);
      }
      expected[i] = sum.relu() ? Math.max(0, expected[i]) : expected[i];
    }
    Bench.requireAgree(sum + " apart", Bench.run(library, sum, terms, shape).get(0), expected);
    for (int place = 0; place < terms.size(); place++) {
      Bench.requireAgree(
          sum + " at " + place, Bench.runInPlace(library, sum, terms, place), expected);
    }
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void a_multiple_is_added_in_place_with_a_factor_read_in_each_run(KernelLibrary library) {
    INDArray x = Bench.random("x", 37);
    INDArray y = Bench.random("y", 37);
    INDArray factor = Nd4j.createFromArray(2f);
    double[] expected = Bench.doubles(y);
    Kernel kernel =
        new org.retrograde.engine.kernel.nd4j.WithReference(library)
            .bind(new Operation.AddScaled(), new BoundBuffers(List.of(x, y, factor), List.of(y)));
    kernel.run();
    factor.assign(-0.25);
    kernel.run();
    java.util.Arrays.setAll(expected, i -> expected[i] + 1.75 * x.getDouble(i));
    Bench.requireAgree("y", y, expected);
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void gatings_scale_shift_multiply_and_add(KernelLibrary library) {
    for (long[] shape : SHAPES) {
      List<INDArray> inputs =
          List.of(Bench.random("a", shape), Bench.random("b", shape), Bench.random("r", shape));
      for (int terms = 2; terms <= 3; terms++) {
        boolean residual = terms == 3;
        double[] expected = Bench.doubles(inputs.get(2));
        java.util.Arrays.setAll(
            expected,
            i ->
                (-0.9 * inputs.get(0).getDouble(i) + 1.5) * inputs.get(1).getDouble(i)
                    + (residual ? expected[i] : 0));
        Operation gating = new Operation.Gating(-0.9, 1.5, residual);
        List<INDArray> used = inputs.subList(0, terms);
        Bench.requireAgree("y", Bench.run(library, gating, used, shape).get(0), expected);
        Bench.requireAgree("in place", Bench.runInPlace(library, gating, used, 0), expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void products_and_scales_may_lie_where_their_first_input_does(KernelLibrary library) {
    INDArray x = Bench.random("x", 2, 7, 5, 3);
    INDArray w = Bench.random("w", 2, 7, 5, 3);
    INDArray row = Bench.random("row", 3);
    INDArray one = Bench.random("one", 1);
    double[] product = Bench.doubles(x);
    java.util.Arrays.setAll(product, i -> product[i] * w.getDouble(i));
    double[] channels = Bench.doubles(x);
    java.util.Arrays.setAll(channels, i -> channels[i] * row.getDouble(i % 3));
    double[] scaled = Bench.doubles(x);
    java.util.Arrays.setAll(scaled, i -> scaled[i] * one.getDouble(0));
    double[] affine = Bench.doubles(x);
    java.util.Arrays.setAll(affine, i -> 1 - affine[i]);
    requireInPlace(library, new Scaling.Product(), List.of(x, w), product);
    requireInPlace(library, new Scaling.ChannelScale(), List.of(x, row), channels);
    requireInPlace(library, new Scaling.ScalarScale(), List.of(x, one), scaled);
    requireInPlace(library, new Scaling.Affine(-1, 1), List.of(x), affine);
  }

  private static void requireInPlace(
      KernelLibrary library, Scaling scaling, List<INDArray> inputs, double[] expected) {
    Operation operation = new Operation.Tensor(scaling);
    Bench.requireAgree(scaling.label(), Bench.runInPlace(library, operation, inputs, 0), expected);
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void biases_are_added_to_channels(KernelLibrary library) {
    for (long[] shape : SHAPES) {
      INDArray x = Bench.random("x", shape);
      INDArray bias = Bench.random("bias", shape[shape.length - 1]);
      double[] expected = Bench.doubles(x);
      java.util.Arrays.setAll(expected, i -> expected[i] + bias.getDouble(i % bias.length()));
      INDArray got = Bench.run(library, new Operation.BiasAdd(), List.of(x, bias), shape).get(0);
      Bench.requireAgree("y", got, expected);
    }
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void a_copy_is_bit_identical(KernelLibrary library) {
    INDArray x = Bench.random("x", 3, 5);
    assertThat(Bench.run(library, new Operation.Copy(), List.of(x), new long[] {3, 5}).get(0))
        .isEqualTo(x);
  }
}
