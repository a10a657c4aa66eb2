// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.engine.compile.Sketch.activation;
import static org.retrograde.engine.compile.Sketch.relu;
import static org.retrograde.engine.compile.Sketch.value;
import static org.retrograde.engine.compile.Sketch.view;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.engine.kernel.ActivationKind;

final class ShareCommonSubexpressionsTest {

  private final Value x = value("x");
  private final Value y = value("y");
  private final Value again = value("again");
  private final Value end = value("end");

  private static List<Node> applied(List<Node> nodes, String... kept) {
    return new ShareCommonSubexpressions().apply(nodes, Sketch.keeping(Sketch.unwilling(), kept));
  }

  @Test
  void the_second_of_two_equal_nodes_goes_and_its_readers_read_the_first() {
    List<Node> got = applied(List.of(relu(x, y), relu(x, again), relu(again, end)), "end");
    assertThat(got).containsExactly(relu(x, y), relu(y, end));
  }

  @Test
  void what_follows_from_equal_nodes_is_equal_too() {
    Value yTwice = value("yTwice");
    Value againTwice = value("againTwice");
    List<Node> nodes =
        List.of(
            relu(x, y),
            relu(x, again),
            activation(ActivationKind.TANH, y, yTwice),
            activation(ActivationKind.TANH, again, againTwice),
            Sketch.plus(yTwice, againTwice, end));
    assertThat(applied(nodes, "end"))
        .containsExactly(
            relu(x, y),
            activation(ActivationKind.TANH, y, yTwice),
            Sketch.plus(yTwice, yTwice, end));
  }

  @Test
  void a_value_that_is_kept_is_computed_under_its_name() {
    List<Node> nodes = List.of(relu(x, y), relu(x, again));
    assertThat(applied(nodes, "y", "again")).isEqualTo(nodes);
  }

  @Test
  void other_operations_and_other_inputs_are_not_shared() {
    Value z = value("z");
    List<Node> nodes =
        List.of(
            relu(x, y),
            activation(ActivationKind.TANH, x, again),
            relu(again, z),
            Sketch.plus(y, z, end));
    assertThat(applied(nodes, "end")).isEqualTo(nodes);
  }

  @Test
  void views_of_one_value_with_different_shapes_are_not_shared() {
    Value row = value("row", 12);
    Value other = value("other", 2, 6);
    List<Node> nodes = List.of(view(x, row), view(x, other), relu(row, y), relu(other, end));
    assertThat(applied(nodes, "y", "end")).isEqualTo(nodes);
  }

  @Test
  void reductions_over_different_axes_are_not_shared() {
    SameDiff graph = SameDiff.create();
    SDVariable input = graph.placeHolder("x", DataType.FLOAT, 3, 3);
    input.sum("a", 0).add("end", input.sum("b", 1));
    assertThat(lowered(graph)).hasSize(3);
  }

  @Test
  void scalar_operations_with_different_numbers_are_not_shared() {
    SameDiff graph = SameDiff.create();
    SDVariable input = graph.placeHolder("x", DataType.FLOAT, 3);
    graph.math().pow("a", input, 2.0).add("end", graph.math().pow("b", input, 3.0));
    assertThat(lowered(graph)).hasSize(3);
  }

  @Test
  void custom_operations_with_equal_arguments_are_shared_and_with_others_not() {
    SameDiff graph = SameDiff.create();
    SDVariable input = graph.placeHolder("x", DataType.FLOAT, 3, 3);
    SDVariable a = graph.nn().softmax("a", input, 1);
    SDVariable b = graph.nn().softmax("b", input, 1);
    a.add(b).add("end", graph.nn().softmax("c", input, 0));
    assertThat(lowered(graph)).extracting(node -> node.output().name()).contains("a", "c", "end");
    assertThat(lowered(graph)).hasSize(4);
  }

  private static List<Node> lowered(SameDiff graph) {
    Request request = new Request(Set.of(), Set.of("end"), Set.of());
    return applied(new Lowering(graph, request).run(), "end");
  }
}
