// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.engine.compile.Sketch.adjoint;
import static org.retrograde.engine.compile.Sketch.filterGradient;
import static org.retrograde.engine.compile.Sketch.plus;
import static org.retrograde.engine.compile.Sketch.relu;
import static org.retrograde.engine.compile.Sketch.sum;
import static org.retrograde.engine.compile.Sketch.value;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.retrograde.engine.kernel.Epilogue;
import org.retrograde.engine.kernel.Operation;

final class MergeBilinearTest {

  private final Value x = value("x", 2, 5, 5, 2);
  private final Value r = value("r", 2, 5, 5, 2);
  private final Value d = value("d", 2, 5, 5, 3);
  private final Value e = value("e", 2, 5, 5, 3);
  private final Value first = value("first", 3, 3, 2, 3);
  private final Value second = value("second", 3, 3, 2, 3);
  private final Value end = value("end", 3, 3, 2, 3);

  private static List<Node> applied(List<Node> nodes, String... kept) {
    return new MergeBilinear().apply(nodes, Sketch.keeping(Sketch.unwilling(), kept));
  }

  @Test
  void filter_gradients_of_one_error_become_one() {
    List<Node> got =
        applied(
            List.of(
                filterGradient(x, d, first),
                filterGradient(r, d, second),
                sum(List.of(2.0, -3.0), List.of(first, second), end)),
            "end");
    Value argument = value("first#joined.argument");
    Value joined = value("first#joined");
    assertThat(got)
        .containsExactly(
            sum(List.of(2.0, -3.0), List.of(x, r), argument),
            filterGradient(argument, d, joined),
            Sketch.view(joined, end));
    assertThat(got.get(0).output().shape()).isEqualTo(x.shape());
    assertThat(got.get(1).output().shape()).isEqualTo(end.shape());
  }

  @Test
  void filter_gradients_of_one_input_become_one_beside_other_terms() {
    Value b = value("b", 3, 3, 2, 3);
    List<Node> got =
        applied(
            List.of(
                filterGradient(x, d, first),
                filterGradient(x, e, second),
                sum(List.of(2.0, 0.5, 1.0), List.of(first, b, second), end)),
            "end");
    assertThat(got)
        .containsExactly(
            sum(List.of(2.0, 1.0), List.of(d, e), value("first#joined.argument")),
            filterGradient(x, value("first#joined.argument"), value("first#joined")),
            sum(List.of(0.5, 1.0), List.of(b, value("first#joined")), end));
  }

  @Test
  void two_groups_in_one_sum_become_two_products() {
    Operation product = new Operation.MatrixProduct(true, false, Epilogue.none());
    Value a1 = value("a1");
    Value a2 = value("a2");
    Value b1 = value("b1");
    Value b2 = value("b2");
    List<Node> got =
        applied(
            List.of(
                Sketch.node(product, List.of(a1, b1), value("p")),
                Sketch.node(product, List.of(a2, b1), value("q")),
                Sketch.node(product, List.of(value("a3"), b2), value("s")),
                Sketch.node(product, List.of(value("a3"), b1.named("b3")), value("t")),
                sum(
                    List.of(1.0, 1.0, 1.0, 1.0),
                    List.of(value("p"), value("q"), value("s"), value("t")),
                    end)),
            "end");
    assertThat(got).filteredOn(node -> node.operation().equals(product)).hasSize(2);
    assertThat(got.get(got.size() - 1)).isEqualTo(plus(value("p#joined"), value("s#joined"), end));
  }

  @Test
  void a_term_that_another_node_reads_or_that_is_kept_is_not_joined() {
    List<Node> read =
        List.of(
            filterGradient(x, d, first),
            filterGradient(r, d, second),
            plus(first, second, end),
            relu(first, value("other")));
    assertThat(applied(read, "end", "other")).isEqualTo(read);
    List<Node> kept = read.subList(0, 3);
    assertThat(applied(kept, "end", "second")).isEqualTo(kept);
  }

  @Test
  void terms_that_share_no_argument_or_operation_are_not_joined() {
    List<Node> apart =
        List.of(
            filterGradient(x, d, first), filterGradient(r, e, second), plus(first, second, end));
    assertThat(applied(apart, "end")).isEqualTo(apart);
    List<Node> unlike =
        List.of(filterGradient(x, d, first), adjoint(x, d, second), plus(first, second, end));
    assertThat(applied(unlike, "end")).isEqualTo(unlike);
  }

  @Test
  void arguments_of_different_shapes_are_not_added() {
    Operation product = new Operation.MatrixProduct(false, false, Epilogue.none());
    Value b = value("b", 3, 3);
    List<Node> nodes =
        List.of(
            Sketch.node(product, List.of(value("wide", 4, 3), b), first),
            Sketch.node(product, List.of(value("narrow", 1, 3), b), second),
            plus(first, second, end));
    assertThat(applied(nodes, "end")).isEqualTo(nodes);
  }

  @Test
  void a_product_with_an_epilogue_is_not_bilinear() {
    Operation rectified = new Operation.MatrixProduct(false, false, Epilogue.none().withRelu());
    List<Node> nodes =
        List.of(
            Sketch.node(rectified, List.of(value("a"), value("c")), first),
            Sketch.node(rectified, List.of(value("b"), value("c")), second),
            plus(first, second, end));
    assertThat(applied(nodes, "end")).isEqualTo(nodes);
  }

  @Test
  void a_value_that_comes_twice_in_a_sum_counts_twice() {
    assertThat(applied(List.of(plus(x, x, end)), "end"))
        .containsExactly(sum(List.of(2.0), List.of(x), end));
  }
}
