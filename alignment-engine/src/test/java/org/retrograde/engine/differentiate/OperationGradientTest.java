// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.DepthwiseMap;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.api.graph.op.DepthwiseGeometry;
import org.retrograde.api.graph.op.Pooling;
import org.retrograde.api.graph.op.TensorOps;
import org.retrograde.api.random.RandomStream;
import org.retrograde.engine.Agreement;
import org.retrograde.engine.Tolerances;
import org.retrograde.engine.compile.Bindings;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.compile.Program;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;

/**
 * The operations of recurrent networks, differentiated as {@link ReverseWalk} does: against central
 * differences in float64, and each library against the reference.
 */
final class OperationGradientTest {

  /** A function of variables, with the shapes of those. */
  private record Case(
      String name, Map<String, List<Long>> inputs, Function<List<SDVariable>, SDVariable> result) {

    @Override
    public String toString() {
      return name;
    }
  }

  private static Case of(
      String name, Function<List<SDVariable>, SDVariable> result, long[]... shapes) {
    Map<String, List<Long>> inputs = new LinkedHashMap<>();
    for (long[] shape : shapes) {
      String input = String.valueOf((char) ('a' + inputs.size()));
      inputs.put(input, java.util.Arrays.stream(shape).boxed().toList());
    }
    return new Case(name, inputs, result);
  }

  private static long[] shape(long... lengths) {
    return lengths;
  }

  static Stream<Case> cases() {
    return Stream.of(arrangements(), arithmetic(), ofImages(), recurrences()).flatMap(s -> s);
  }

  private static Stream<Case> arrangements() {
    return Stream.of(
        of(
            "channels joined",
            v -> TensorOps.joinChannels(v, 4, 3, 1, 4),
            shape(2, 3, 2, 3),
            shape(2, 3, 2, 1),
            shape(2, 3, 2, 4)),
        of("features joined", v -> TensorOps.joinChannels(v, 2, 3, 2), shape(4, 3), shape(4, 2)),
        of(
            "batches joined",
            v -> TensorOps.joinBatches(v, 2, 1),
            shape(2, 3, 2, 3),
            shape(1, 3, 2, 3)),
        of(
            "channels split and multiplied",
            v -> {
              List<SDVariable> parts = TensorOps.splitChannels(v.get(0), 4, 2, 1, 2);
              return TensorOps.product(parts.get(0), parts.get(2));
            },
            shape(2, 3, 2, 5)),
        of(
            "channels split, all parts used",
            v -> {
              List<SDVariable> parts = TensorOps.splitChannels(v.get(0), 4, 2, 1, 2);
              SDVariable product = TensorOps.product(parts.get(0), parts.get(2));
              return TensorOps.joinChannels(List.of(product, parts.get(1)), 4, 2, 1);
            },
            shape(2, 3, 2, 5)),
        of("examples", v -> TensorOps.examples(v.get(0), 1, 2, 4), shape(4, 2, 3, 2)),
        of("repetition", v -> TensorOps.repeat(v.get(0), 3), shape(1, 2, 3, 2)));
  }

  private static Stream<Case> arithmetic() {
    return Stream.of(
        of("product", v -> TensorOps.product(v.get(0), v.get(1)), shape(2, 5), shape(2, 5)),
        of("square", v -> TensorOps.product(v.get(0), v.get(0)), shape(2, 5)),
        of("complement", v -> TensorOps.complement(v.get(0)), shape(2, 5)),
        of("affine", v -> TensorOps.affine(v.get(0), 0.3, -2), shape(2, 5)),
        of("shift", v -> TensorOps.affine(v.get(0), 1, 3), shape(2, 5)),
        of("learnt scale", v -> TensorOps.scale(v.get(0), v.get(1)), shape(2, 3, 2, 2), shape(1)),
        of(
            "scale of every pixel",
            v -> TensorOps.scalePixels(v.get(0), v.get(1), List.of(2, 3, 2, 4)),
            shape(2, 3, 2, 4),
            shape(3, 2, 4)),
        of("elu", v -> Activation.ELU.apply(v.get(0)), shape(3, 7)),
        of("tanh", v -> Activation.TANH.apply(v.get(0)), shape(3, 7)),
        of("sigmoid", v -> Activation.SIGMOID.apply(v.get(0)), shape(3, 7)),
        of("softmax", v -> TensorOps.softmax(v.get(0), 3), shape(2, 3, 4)),
        of("difference", v -> v.get(0).sub(v.get(1)), shape(3, 7), shape(3, 7)));
  }

  private static Stream<Case> ofImages() {
    return Stream.of(
        of("enlargement", v -> TensorOps.resize(v.get(0), 2, 3, 5, 4), shape(2, 2, 3, 2)),
        of("reduction", v -> TensorOps.resize(v.get(0), 5, 4, 2, 3), shape(2, 5, 4, 2)),
        of("one pixel", v -> TensorOps.resize(v.get(0), 3, 1, 1, 3), shape(2, 3, 1, 2)),
        of(
            "layer norm",
            v -> TensorOps.layerNorm(v.get(0), v.get(1), v.get(2), 1e-12),
            shape(3, 2, 3, 4),
            shape(4),
            shape(4)),
        of(
            "max pool with padding SAME",
            v -> Pooling.maximum(v.get(0), ConvolutionGeometry.same(5, 4, 2, 2, 2, 2)),
            shape(2, 5, 4, 2)),
        of(
            "depthwise convolution",
            v -> new DepthwiseMap(new DepthwiseGeometry(3, 4, 2, 5)).apply(v.get(1), v.get(0)),
            shape(2, 3, 4, 2),
            shape(5, 5, 2, 1)));
  }

  /** Steps of recurrent cells without their convolutions. */
  private static Stream<Case> recurrences() {
    return Stream.of(
        of(
            "gated step",
            v -> {
              SDVariable gate = Activation.SIGMOID.apply(TensorOps.affine(v.get(0), 1, 1));
              SDVariable kept = TensorOps.product(gate, v.get(1));
              SDVariable taken = Activation.TANH.apply(v.get(2));
              return kept.add(TensorOps.product(TensorOps.complement(gate), taken));
            },
            shape(2, 3, 2, 4),
            shape(2, 3, 2, 4),
            shape(2, 3, 2, 4)),
        of(
            "value read by stopped and open paths",
            v ->
                TensorOps.product(
                    v.get(0), TensorOps.stopGradient(TensorOps.affine(v.get(1), 2, 0))),
            shape(2, 3),
            shape(2, 3)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void gradients_equal_central_differences(Case function) {
    Trial trial = new Trial(function, DataType.DOUBLE);
    Program program = trial.compiled(new Nd4jKernels());
    for (String input : trial.errors.keySet()) {
      INDArray values = trial.inputs.get(input);
      program.run();
      INDArray gradient = program.value(trial.errors.get(input)).dup();
      INDArray differences = Nd4j.create(DataType.DOUBLE, values.shape());
      for (long i = 0; i < values.length(); i++) {
        double value = values.getDouble(i);
        values.putScalar(i, value + Tolerances.DIFFERENCE_STEP);
        double above = trial.objective(program);
        values.putScalar(i, value - Tolerances.DIFFERENCE_STEP);
        double below = trial.objective(program);
        values.putScalar(i, value);
        differences.putScalar(i, (above - below) / (2 * Tolerances.DIFFERENCE_STEP));
      }
      double largest = Math.max(1e-3, differences.amaxNumber().doubleValue());
      assertThat(gradient.shape()).as(input).isEqualTo(values.shape());
      assertThat(gradient.sub(differences).amaxNumber().doubleValue() / largest)
          .as(input)
          .isLessThan(Tolerances.DIFFERENCE);
    }
  }

  static Stream<Arguments> casesOfLibraries() {
    return ServiceLoader.load(KernelLibrary.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(library -> !library.id().equals("nd4j"))
        .flatMap(library -> cases().map(function -> Arguments.of(library, function)));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("casesOfLibraries")
  void libraries_agree_with_the_reference(KernelLibrary library, Case function) {
    assumeTrue(library.obstacle().isEmpty(), library.id());
    Trial trial = new Trial(function, DataType.FLOAT);
    Program expected = trial.compiled(new Nd4jKernels());
    Program got = trial.compiled(library);
    for (int run = 0; run < 2; run++) {
      expected.run();
      got.run();
    }
    Set<String> names = new TreeSet<>(trial.errors.values());
    names.add(trial.result);
    names.forEach(name -> Agreement.require(name, got.value(name), expected.value(name)));
  }

  /** A function in a graph with its errors, and random values. */
  private static final class Trial {

    private final SameDiff graph = SameDiff.create();
    private final Map<String, INDArray> inputs = new LinkedHashMap<>();
    private final Map<String, String> errors = new LinkedHashMap<>();
    private final String result;
    private final INDArray weights;

    Trial(Case function, DataType type) {
      List<SDVariable> variables = new ArrayList<>();
      function
          .inputs()
          .forEach((name, shape) -> variables.add(variable(name, type, lengths(shape))));
      SDVariable y = function.result().apply(variables);
      result = y.name();
      weights = random("weights", type, resultShape(y));
      inputs.put("weights", weights);
      SDVariable error = graph.placeHolder("weights", type, weights.shape());
      walk(y, error)
          .forEach(
              (name, gradient) -> {
                if (function.inputs().containsKey(name)) {
                  errors.put(name, gradient.name());
                }
              });
    }

    private long[] resultShape(SDVariable y) {
      Bindings bindings = new Bindings(inputs, Map.of(), Set.of(y.name()));
      return new Compiler(new Nd4jKernels()).compile(graph, bindings).value(y.name()).shape();
    }

    private static long[] lengths(List<Long> shape) {
      return shape.stream().mapToLong(Long::longValue).toArray();
    }

    private SDVariable variable(String name, DataType type, long... shape) {
      inputs.put(name, random(name, type, shape));
      return graph.placeHolder(name, type, shape);
    }

    private static INDArray random(String name, DataType type, long... shape) {
      INDArray array = Nd4j.create(type, shape);
      RandomStream stream = RandomStream.of(6, name, 0);
      for (long i = 0; i < array.length(); i++) {
        array.putScalar(i, stream.nextGaussian());
      }
      return array;
    }

    /** Errors are summed where a variable is read more than once. */
    private Map<String, SDVariable> walk(SDVariable y, SDVariable error) {
      Map<String, SDVariable> found = new HashMap<>(Map.of(y.name(), error));
      List<SameDiffOp> backwards = new ArrayList<>(graph.getOps().values());
      Collections.reverse(backwards);
      for (SameDiffOp op : backwards) {
        SDVariable own = found.get(op.getOutputsOfOp().get(0));
        if (own != null) {
          List<SDVariable> carried = op.getOp().doDiff(List.of(own));
          for (int i = 0; i < carried.size(); i++) {
            if (carried.get(i) != null) {
              found.merge(op.getInputsToOp().get(i), carried.get(i), SDVariable::add);
            }
          }
        }
      }
      return found;
    }

    Program compiled(KernelLibrary library) {
      Set<String> outputs = new TreeSet<>(errors.values());
      outputs.add(result);
      return new Compiler(library).compile(graph, new Bindings(inputs, Map.of(), outputs));
    }

    double objective(Program program) {
      program.run();
      return program.value(result).mul(weights).sumNumber().doubleValue();
    }
  }
}
