// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.engine.compile.Sketch.GEOMETRY;
import static org.retrograde.engine.compile.Sketch.adjoint;
import static org.retrograde.engine.compile.Sketch.convolution;
import static org.retrograde.engine.compile.Sketch.filterGradient;
import static org.retrograde.engine.compile.Sketch.value;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.retrograde.engine.kernel.Epilogue;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.Operation;

final class PackOperandsTest {

  private static final Operation FORWARD =
      new Operation.Convolution(GEOMETRY, Epilogue.none(), true);
  private static final Operation ADJOINT = new Operation.ConvolutionAdjoint(GEOMETRY, true);
  private static final Operation.ConvolutionFilterGradient FILTER_GRADIENT =
      new Operation.ConvolutionFilterGradient(GEOMETRY, true);

  private final Value x = value("x", 2, 5, 5, 2);
  private final Value kernel = value("kernel", 3, 3, 2, 3);
  private final Value d = value("d", 2, 5, 5, 3);
  private final Value y = value("y", 2, 5, 5, 3);
  private final Value z = value("z", 2, 5, 5, 3);
  private final Value row = value("y#kernel", 64);

  private static List<Node> applied(KernelLibrary library, Node... nodes) {
    return new PackOperands().apply(List.of(nodes), Sketch.keeping(library));
  }

  private static List<Node> applied(Node... nodes) {
    return applied(new Sketch.Answers(operation -> false, 0, 64), nodes);
  }

  private static Node pack(Operation user, long batch, Value kernel, Value row) {
    int operand = user instanceof Operation.ConvolutionAdjoint ? 0 : 1;
    return Sketch.node(new Operation.Pack(user, operand, batch), List.of(kernel), row);
  }

  @Test
  void a_kernel_is_packed_before_its_convolution() {
    List<Node> got = applied(convolution(x, kernel, y));
    assertThat(got)
        .containsExactly(pack(FORWARD, 2, kernel, row), Sketch.node(FORWARD, List.of(x, row), y));
    assertThat(got.get(0).output().shape()).containsExactly(64L);
  }

  @Test
  void an_adjoint_has_a_packed_kernel_of_its_own() {
    Value error = value("error", 2, 5, 5, 2);
    Value errorRow = value("error#kernel");
    assertThat(applied(convolution(x, kernel, y), adjoint(kernel, d, error)))
        .containsExactly(
            pack(FORWARD, 2, kernel, row),
            Sketch.node(FORWARD, List.of(x, row), y),
            pack(ADJOINT, 2, kernel, errorRow),
            Sketch.node(ADJOINT, List.of(errorRow, d), error));
  }

  @Test
  void two_convolutions_of_one_kind_share_a_packed_kernel() {
    Value r = value("r", 2, 5, 5, 2);
    assertThat(applied(convolution(x, kernel, y), convolution(r, kernel, z)))
        .containsExactly(
            pack(FORWARD, 2, kernel, row),
            Sketch.node(FORWARD, List.of(x, row), y),
            Sketch.node(FORWARD, List.of(r, row), z));
  }

  @Test
  void another_batch_another_epilogue_or_another_kernel_is_packed_anew() {
    Value single = value("single", 1, 5, 5, 2);
    Operation rectified = new Operation.Convolution(GEOMETRY, Epilogue.none().withRelu(), false);
    List<Node> got =
        applied(
            convolution(x, kernel, y),
            convolution(single, kernel, z),
            Sketch.node(rectified, List.of(x, kernel), value("rectified")),
            convolution(x, value("feedback", 3, 3, 2, 3), value("w")));
    assertThat(got).filteredOn(node -> node.operation() instanceof Operation.Pack).hasSize(4);
    assertThat(got).extracting(Node::output).doesNotHaveDuplicates();
  }

  @Test
  void a_filter_gradient_is_unpacked_after_it() {
    Value gradient = value("gradient", 3, 3, 2, 3);
    Value packed = value("gradient#packed");
    assertThat(applied(filterGradient(x, d, gradient)))
        .containsExactly(
            Sketch.node(FILTER_GRADIENT, List.of(x, d), packed),
            Sketch.node(new Operation.Unpack(FILTER_GRADIENT, 2), List.of(packed), gradient));
  }

  @Test
  void a_library_that_takes_kernels_as_they_are_gets_them_so() {
    Node[] nodes = {
      convolution(x, kernel, y),
      adjoint(kernel, d, value("error")),
      filterGradient(x, d, value("gradient"))
    };
    assertThat(applied(Sketch.willing(), nodes)).containsExactly(nodes);
  }
}
