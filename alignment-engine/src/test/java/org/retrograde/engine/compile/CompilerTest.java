// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.graph.ConvolutionMap;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.engine.Tolerances;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.Operation;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;

final class CompilerTest {

  private static final ConvolutionGeometry GEOMETRY = new ConvolutionGeometry(5, 5, 2, 3, 3, 2, 1);

  private final SameDiff graph = SameDiff.create();
  private final Compiler compiler = new Compiler(new Nd4jKernels());

  private SDVariable placeholder(String name, long... shape) {
    return graph.placeHolder(name, DataType.DOUBLE, shape);
  }

  @Test
  void operations_that_no_output_needs_are_left_out() {
    SDVariable x = placeholder("x", 2);
    x.mul("unused", x);
    x.add("used", x);
    Program program =
        compiler.compile(
            graph,
            new Bindings(Map.of("x", Nd4j.createFromArray(1.0, 2.0)), Map.of(), Set.of("used")));
    program.run();
    assertThat(program.value("used").toDoubleVector()).containsExactly(2, 4);
    assertThatThrownBy(() -> program.value("unused")).hasMessageContaining("'unused'");
    assertThat(plan("used").instructions()).hasSize(1);
  }

  @Test
  void a_run_reads_what_the_inputs_hold_by_then() {
    SDVariable x = placeholder("x", 2);
    x.mul("y", 3);
    INDArray input = Nd4j.createFromArray(1.0, 2.0);
    Program program =
        compiler.compile(graph, new Bindings(Map.of("x", input), Map.of(), Set.of("y")));
    input.assign(5);
    program.run();
    assertThat(program.value("y").toDoubleVector()).containsExactly(15, 15);
  }

  @Test
  void a_reshaped_target_is_copied_and_a_computed_one_written_in_place() {
    SDVariable x = placeholder("x", 2, 2);
    graph.reshape("flat", x, 4);
    x.mul("twice", 2);
    INDArray flat = Nd4j.create(DataType.DOUBLE, 4);
    INDArray twice = Nd4j.create(DataType.DOUBLE, 2, 2);
    INDArray input = Nd4j.createFromArray(new double[][] {{1, 2}, {3, 4}});
    Program program =
        compiler.compile(
            graph,
            new Bindings(Map.of("x", input), Map.of("flat", flat, "twice", twice), Set.of()));
    program.run();
    assertThat(flat.toDoubleVector()).containsExactly(1, 2, 3, 4);
    assertThat(program.value("twice")).isSameAs(twice);
    Request request = new Request(Set.of("flat", "twice"), Set.of(), Set.of());
    assertThat(compiler.plan(graph, request).plannedBytes()).isZero();
    assertThat(compiler.plan(graph, request).instructions())
        .extracting(Instruction::operation)
        .containsExactly("scale", "copy");
  }

  @Test
  void operations_on_constants_run_once_at_compile_time() {
    SDVariable two = graph.constant("two", Nd4j.scalar(2.0));
    SDVariable four = two.mul("four", two);
    placeholder("x", 2).mul("y", four);
    Program program =
        compiler.compile(
            graph,
            new Bindings(Map.of("x", Nd4j.createFromArray(1.0, 2.0)), Map.of(), Set.of("y")));
    program.run();
    assertThat(plan("y").instructions()).hasSize(1);
    assertThat(program.value("y").toDoubleVector()).containsExactly(4, 8);
  }

  @Test
  void both_gradients_of_a_convolution_are_one_kernel_and_equal_the_separate_ones() {
    SDVariable x = placeholder("x", 2, 5, 5, 2);
    SDVariable kernel = placeholder("kernel", 3, 3, 2, 3);
    SDVariable d = placeholder("d", 2, 3, 3, 3);
    ConvolutionMap map = new ConvolutionMap(GEOMETRY);
    String filter = map.filterGradient(x, d).name();
    String error = map.adjoint(kernel, d).name();
    Map<String, INDArray> inputs =
        Map.of("x", ramp(2, 5, 5, 2), "kernel", ramp(3, 3, 2, 3), "d", ramp(2, 3, 3, 3));
    Program both = compiler.compile(graph, new Bindings(inputs, Map.of(), Set.of(filter, error)));
    Program filterOnly = compiler.compile(graph, new Bindings(inputs, Map.of(), Set.of(filter)));
    Program errorOnly = compiler.compile(graph, new Bindings(inputs, Map.of(), Set.of(error)));
    List.of(both, filterOnly, errorOnly).forEach(Program::run);
    assertThat(plan(filter, error).instructions())
        .extracting(Instruction::operation)
        .containsExactly("convolution backward");
    assertClose(both.value(filter), filterOnly.value(filter));
    assertClose(both.value(error), errorOnly.value(error));
  }

  @Test
  void gradients_are_not_joined_when_one_needs_the_other() {
    SDVariable kernel = placeholder("kernel", 3, 3, 2, 3);
    SDVariable d = placeholder("d", 2, 3, 3, 3);
    ConvolutionMap map = new ConvolutionMap(GEOMETRY);
    SDVariable error = map.adjoint(kernel, d);
    String filter = map.filterGradient(error, d).name();
    Map<String, INDArray> inputs = Map.of("kernel", ramp(3, 3, 2, 3), "d", ramp(2, 3, 3, 3));
    Program program = compiler.compile(graph, new Bindings(inputs, Map.of(), Set.of(filter)));
    program.run();
    assertThat(plan(filter).instructions()).hasSize(2);
  }

  @Test
  void the_three_operators_of_a_convolution_are_adjoint() {
    SDVariable x = placeholder("x", 2, 5, 5, 2);
    SDVariable kernel = placeholder("kernel", 3, 3, 2, 3);
    SDVariable d = placeholder("d", 2, 3, 3, 3);
    ConvolutionMap map = new ConvolutionMap(GEOMETRY);
    String y = map.apply(kernel, x).name();
    String error = map.adjoint(kernel, d).name();
    String filter = map.filterGradient(x, d).name();
    INDArray images = ramp(2, 5, 5, 2);
    INDArray weights = ramp(3, 3, 2, 3);
    INDArray errors = ramp(2, 3, 3, 3);
    Program program =
        compiler.compile(
            graph,
            new Bindings(
                Map.of("x", images, "kernel", weights, "d", errors),
                Map.of(),
                Set.of(y, error, filter)));
    program.run();
    double forward = program.value(y).mul(errors).sumNumber().doubleValue();
    assertThat(images.mul(program.value(error)).sumNumber().doubleValue())
        .isCloseTo(forward, Tolerances.DOUBLE);
    assertThat(weights.mul(program.value(filter)).sumNumber().doubleValue())
        .isCloseTo(forward, Tolerances.DOUBLE);
  }

  @Test
  void a_library_that_lacks_an_operation_is_helped_out() {
    placeholder("x", 2).mul("y", 3);
    KernelLibrary empty =
        new KernelLibrary() {
          @Override
          public String id() {
            return "empty";
          }

          @Override
          public String description() {
            return "has nothing";
          }

          @Override
          public Optional<Kernel> bind(Operation operation, BoundBuffers buffers) {
            return Optional.empty();
          }
        };
    Program program =
        new Compiler(empty)
            .compile(
                graph,
                new Bindings(Map.of("x", Nd4j.createFromArray(1.0, 2.0)), Map.of(), Set.of("y")));
    program.run();
    assertThat(program.value("y").toDoubleVector()).containsExactly(3, 6);
  }

  @Test
  void a_placeholder_without_a_buffer_is_named() {
    placeholder("x", 2).mul("y", 3);
    assertThatThrownBy(() -> compiler.compile(graph, new Bindings(Map.of(), Map.of(), Set.of("y"))))
        .hasMessageContaining("'x'");
  }

  private Plan plan(String... outputs) {
    return compiler.plan(graph, new Request(Set.of(), Set.of(outputs), Set.of()));
  }

  private static INDArray ramp(long... shape) {
    INDArray ramp = Nd4j.create(DataType.DOUBLE, shape);
    for (long i = 0; i < ramp.length(); i++) {
      ramp.putScalar(i, Math.sin(1.7 * i));
    }
    return ramp;
  }

  private static void assertClose(INDArray got, INDArray expected) {
    assertThat(got.shape()).isEqualTo(expected.shape());
    assertThat(got.distance2(expected)).isCloseTo(0, Tolerances.DOUBLE);
  }
}
