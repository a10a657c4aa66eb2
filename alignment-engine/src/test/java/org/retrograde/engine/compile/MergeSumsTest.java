// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.engine.compile.Sketch.plus;
import static org.retrograde.engine.compile.Sketch.relu;
import static org.retrograde.engine.compile.Sketch.sum;
import static org.retrograde.engine.compile.Sketch.value;
import static org.retrograde.engine.compile.Sketch.view;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.retrograde.engine.kernel.Operation;

final class MergeSumsTest {

  private final Value a = value("a");
  private final Value b = value("b");
  private final Value c = value("c");
  private final Value inner = value("inner");
  private final Value end = value("end");

  private static List<Node> applied(List<Node> nodes, String... kept) {
    return new MergeSums().apply(nodes, Sketch.keeping(Sketch.unwilling(), kept));
  }

  @Test
  void a_multiple_of_a_sum_is_one_sum() {
    List<Node> nodes =
        List.of(
            sum(List.of(2.0, -1.0), List.of(a, b), inner),
            sum(List.of(3.0, 0.5), List.of(inner, c), end));
    assertThat(applied(nodes, "end"))
        .containsExactly(sum(List.of(6.0, -3.0, 0.5), List.of(a, b, c), end));
  }

  @Test
  void a_value_that_comes_twice_is_one_term() {
    List<Node> nodes = List.of(plus(a, b, inner), sum(List.of(1.0, 2.0), List.of(inner, a), end));
    assertThat(applied(nodes, "end")).containsExactly(sum(List.of(3.0, 1.0), List.of(a, b), end));
    assertThat(applied(List.of(plus(a, a, end)), "end"))
        .containsExactly(sum(List.of(2.0), List.of(a), end));
  }

  @Test
  void one_time_a_value_is_a_view() {
    assertThat(applied(List.of(sum(List.of(1.0), List.of(a), end)), "end"))
        .containsExactly(view(a, end));
  }

  @Test
  void a_sum_that_another_node_reads_stays() {
    List<Node> nodes = List.of(plus(a, b, inner), plus(inner, c, end), relu(inner, value("other")));
    assertThat(applied(nodes, "end", "other")).isEqualTo(nodes);
  }

  /** A gradient for each of three stacks, with another map between the last two. */
  private List<Node> accumulated(Value later, Value error) {
    Value x = value("x", 2, 5, 5, 2);
    Value d = value("d", 2, 5, 5, 3);
    return List.of(
        Sketch.filterGradient(x, d, a),
        Sketch.filterGradient(d, x, b),
        plus(a, b, inner),
        Sketch.adjoint(value("kernel", 4, 3), d, value("other")),
        Sketch.filterGradient(later, error, c),
        plus(inner, c, end));
  }

  @Test
  void a_sum_that_is_added_to_much_later_stays() {
    List<Node> nodes = accumulated(value("last"), value("late", 2, 5, 5, 3));
    assertThat(applied(nodes, "end", "other")).isEqualTo(nodes);
    List<Node> near = new ArrayList<>(nodes);
    near.remove(3);
    assertThat(applied(near, "end")).doesNotContain(plus(a, b, inner));
  }

  @Test
  void but_not_if_the_later_term_can_be_computed_with_an_earlier_one() {
    List<Node> nodes = accumulated(value("last", 2, 5, 5, 2), value("d", 2, 5, 5, 3));
    assertThat(applied(nodes, "end", "other")).doesNotContain(plus(a, b, inner));
  }

  @Test
  void a_sum_that_is_kept_stays() {
    List<Node> nodes = List.of(plus(a, b, inner), plus(inner, c, end));
    assertThat(applied(nodes, "inner", "end")).isEqualTo(nodes);
  }

  @Test
  void a_rectified_sum_is_no_term_but_stays_rectified() {
    Operation rectified = new Operation.LinearCombination(List.of(1.0, 1.0), true);
    List<Node> inside = List.of(Sketch.node(rectified, List.of(a, b), inner), plus(inner, c, end));
    assertThat(applied(inside, "end")).isEqualTo(inside);
    List<Node> outside = List.of(plus(a, b, inner), Sketch.node(rectified, List.of(inner, c), end));
    Operation merged = new Operation.LinearCombination(List.of(1.0, 1.0, 1.0), true);
    assertThat(applied(outside, "end")).containsExactly(Sketch.node(merged, List.of(a, b, c), end));
  }

  @Test
  void a_rectified_value_is_no_view_of_it() {
    Operation rectified = new Operation.LinearCombination(List.of(1.0), true);
    List<Node> nodes = List.of(Sketch.node(rectified, List.of(a), end));
    assertThat(applied(nodes, "end")).isEqualTo(nodes);
  }
}
