// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.engine.compile.Sketch.activation;
import static org.retrograde.engine.compile.Sketch.gradient;
import static org.retrograde.engine.compile.Sketch.plus;
import static org.retrograde.engine.compile.Sketch.relu;
import static org.retrograde.engine.compile.Sketch.sum;
import static org.retrograde.engine.compile.Sketch.value;
import static org.retrograde.engine.compile.Sketch.view;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.retrograde.engine.kernel.ActivationKind;

final class LifetimesTest {

  private final Value x = value("x");
  private final Value a = value("a");
  private final Value b = value("b");
  private final Value c = value("c");
  private final Value row = value("row", 12);

  private static Lifetimes inPlace(List<Node> nodes, String... lasting) {
    return new Lifetimes(nodes, Set.of(lasting), Set.of(), true);
  }

  private static Lifetimes apart(List<Node> nodes, String... lasting) {
    return new Lifetimes(nodes, Set.of(lasting), Set.of(), false);
  }

  private static Lifetimes.Span span(Value value, int first, int last) {
    return new Lifetimes.Span(value, first, last);
  }

  @Test
  void a_value_lives_from_its_maker_to_its_last_reader() {
    List<Node> nodes = List.of(relu(x, a), relu(x, b), plus(a, b, c));
    assertThat(apart(nodes).spans()).containsExactly(span(a, 0, 2), span(b, 1, 2), span(c, 2, 2));
  }

  @Test
  void a_lasting_value_lives_beyond_the_last_node() {
    List<Node> nodes = List.of(relu(x, a), relu(x, b));
    assertThat(apart(nodes, "a").spans()).containsExactly(span(a, 0, 2), span(b, 1, 1));
  }

  @Test
  void a_view_keeps_its_origin_alive_and_owns_nothing() {
    List<Node> nodes = List.of(relu(x, a), view(a, row), relu(x, b), relu(row, c));
    Lifetimes lifetimes = apart(nodes);
    assertThat(lifetimes.owner(row)).isEqualTo(a);
    assertThat(lifetimes.spans()).contains(span(a, 0, 3)).hasSize(3);
    assertThat(apart(nodes.subList(0, 3), "row").spans()).contains(span(a, 0, 3));
  }

  @Test
  void a_view_that_is_copied_at_the_end_keeps_its_origin_alive() {
    List<Node> nodes = List.of(relu(x, a), view(a, row), relu(x, b), relu(a, c));
    for (boolean inPlace : new boolean[] {false, true}) {
      Lifetimes lifetimes = new Lifetimes(nodes, Set.of(), Set.of("row"), inPlace);
      assertThat(lifetimes.spans()).contains(span(a, 0, 4));
      assertThat(lifetimes.owner(c)).isEqualTo(c);
    }
  }

  @Test
  void values_of_the_caller_take_no_memory_and_are_not_overwritten() {
    List<Node> nodes = List.of(relu(x, a), relu(a, b));
    Lifetimes lifetimes = new Lifetimes(nodes, Set.of(), Set.of("a"), true);
    assertThat(lifetimes.spans()).containsExactly(span(b, 1, 1));
    assertThat(lifetimes.owner(b)).isEqualTo(b);
  }

  @Test
  void a_chain_in_place_is_one_stretch_of_memory() {
    List<Node> nodes =
        List.of(
            relu(x, a), activation(ActivationKind.TANH, a, b), sum(List.of(2.0), List.of(b), c));
    Lifetimes lifetimes = inPlace(nodes, "c");
    assertThat(lifetimes.spans()).containsExactly(span(a, 0, 3));
    assertThat(lifetimes.owner(c)).isEqualTo(a);
    assertThat(apart(nodes).spans()).hasSize(3);
  }

  @Test
  void inputs_of_the_program_are_never_overwritten() {
    assertThat(inPlace(List.of(relu(x, a))).owner(a)).isEqualTo(a);
    assertThat(inPlace(List.of(view(x, row), relu(row, a))).owner(a)).isEqualTo(a);
  }

  @Test
  void what_is_read_later_is_not_overwritten() {
    List<Node> nodes = List.of(relu(x, a), relu(a, b), plus(a, b, c));
    assertThat(inPlace(nodes).owner(b)).isEqualTo(b);
    List<Node> throughView = List.of(relu(x, a), view(a, row), relu(a, b), relu(row, c));
    assertThat(inPlace(throughView).owner(b)).isEqualTo(b);
    assertThat(inPlace(throughView.subList(0, 3), "row").owner(b)).isEqualTo(b);
  }

  @Test
  void a_value_that_comes_twice_in_one_sum_is_not_overwritten() {
    List<Node> twice = List.of(relu(x, a), sum(List.of(2.0, 3.0), List.of(a, a), b));
    assertThat(inPlace(twice).owner(b)).isEqualTo(b);
    List<Node> asView =
        List.of(relu(x, a), view(a, row), sum(List.of(2.0, 3.0), List.of(a, row), b));
    assertThat(inPlace(asView).owner(b)).isEqualTo(b);
  }

  @Test
  void a_sum_takes_the_place_of_any_term_that_ends_there() {
    List<Node> nodes = List.of(relu(x, a), relu(x, b), plus(a, b, c), relu(a, value("end")));
    assertThat(inPlace(nodes).owner(c)).isEqualTo(b);
  }

  @Test
  void where_the_order_of_terms_matters_only_the_first_is_overwritten() {
    for (List<Double> coefficients : List.of(List.of(1.0, 2.0), List.of(1.0, 1.0, 1.0))) {
      List<Value> first = List.of(a, x, x).subList(0, coefficients.size());
      List<Value> second = List.of(x, a, x).subList(0, coefficients.size());
      assertThat(inPlace(List.of(relu(x, a), sum(coefficients, first, c))).owner(c)).isEqualTo(a);
      assertThat(inPlace(List.of(relu(x, a), sum(coefficients, second, c))).owner(c)).isEqualTo(c);
    }
  }

  @Test
  void a_sum_grows_in_the_buffer_of_the_caller_only_where_it_may_be_written_ahead() {
    Value inner = value("inner");
    List<Node> nodes = List.of(relu(x, a), relu(x, b), plus(a, b, inner), plus(inner, b, c));
    Lifetimes ahead = new Lifetimes(nodes, Set.of(), Set.of("c"), true, true);
    assertThat(ahead.destination(inner)).isEqualTo(c);
    assertThat(ahead.destination(a)).isEqualTo(c);
    assertThat(ahead.destination(b)).isEqualTo(b);
    assertThat(ahead.spans()).containsExactly(span(b, 1, 3));
    assertThat(new Lifetimes(nodes, Set.of("a"), Set.of("c"), true, true).destination(a))
        .isEqualTo(a);
    assertThat(new Lifetimes(nodes, Set.of(), Set.of("c"), true).destination(inner))
        .isEqualTo(inner);
  }

  @Test
  void the_peak_is_what_lives_at_the_same_time() {
    List<Node> nodes = List.of(relu(x, a), relu(x, b), plus(a, b, c), relu(c, value("end")));
    assertThat(apart(nodes).peakBytes()).isEqualTo(3 * Instruction.bytes(a));
    assertThat(inPlace(nodes).peakBytes()).isEqualTo(2 * Instruction.bytes(a));
  }

  @Test
  void a_gradient_takes_the_place_of_its_error_and_not_of_its_reference() {
    List<Node> nodes =
        List.of(relu(x, a), relu(x, b), gradient(ActivationKind.RELU, true, a, b, c));
    assertThat(inPlace(nodes).owner(c)).isEqualTo(b);
    List<Node> errorNeeded =
        List.of(nodes.get(0), nodes.get(1), nodes.get(2), relu(b, value("end")));
    assertThat(inPlace(errorNeeded).owner(c)).isEqualTo(c);
  }

  @Test
  void other_operations_and_other_sizes_are_not_computed_in_place() {
    Value kernel = value("kernel");
    List<Node> convolution = List.of(relu(x, a), Sketch.convolution(a, kernel, b));
    assertThat(inPlace(convolution).owner(b)).isEqualTo(b);
    List<Node> smaller = List.of(relu(x, a), relu(a, value("small", 2, 3)));
    assertThat(inPlace(smaller).owner(value("small"))).isEqualTo(value("small"));
  }
}
