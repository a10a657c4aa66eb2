// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.retrograde.api.graph.op.Arrangement;
import org.retrograde.engine.kernel.Operation;

final class JoinPlacementsTest {

  private static final Value SUM = Sketch.value("sum", 2, 5);
  private static final Value OTHER = Sketch.value("other", 2, 5);

  private static Node placed(String name, int from, int length) {
    Arrangement.Placement placement = new Arrangement.Placement(1, from, length, 5);
    return Sketch.node(
        new Operation.Tensor(placement),
        List.of(Sketch.value(name + " part", 2, length)),
        Sketch.value(name, 2, 5));
  }

  private static List<Node> apply(Node... nodes) {
    return new JoinPlacements().apply(List.of(nodes), Sketch.keeping(Sketch.willing(), SUM.name()));
  }

  @Test
  void parts_that_fill_the_whole_are_joined_in_their_order() {
    Node first = placed("a", 0, 2);
    Node second = placed("b", 2, 3);
    List<Node> nodes = apply(second, first, Sketch.plus(second.output(), first.output(), SUM));
    assertThat(nodes)
        .containsExactly(
            Sketch.node(
                new Operation.Tensor(new Arrangement.Concatenation(1, List.of(2, 3))),
                List.of(first.input(0), second.input(0)),
                SUM));
  }

  @Test
  void what_else_is_added_stays_a_sum() {
    Node first = placed("a", 0, 2);
    Node second = placed("b", 2, 3);
    Node sum =
        Sketch.sum(List.of(1.0, 2.0, 1.0), List.of(first.output(), OTHER, second.output()), SUM);
    List<Node> nodes = apply(first, second, sum);
    assertThat(nodes).hasSize(2);
    assertThat(nodes.get(1))
        .isEqualTo(Sketch.sum(List.of(2.0, 1.0), List.of(OTHER, nodes.get(0).output()), SUM));
  }

  @Test
  void gaps_overlaps_and_multiples_stay_sums() {
    Node first = placed("a", 0, 2);
    Node late = placed("b", 3, 2);
    Node early = placed("c", 1, 4);
    Node second = placed("d", 2, 3);
    for (Node other : List.of(late, early)) {
      Node sum = Sketch.plus(first.output(), other.output(), SUM);
      assertThat(apply(first, other, sum)).containsExactly(first, other, sum);
    }
    Node scaled = Sketch.sum(List.of(1.0, 2.0), List.of(first.output(), second.output()), SUM);
    assertThat(apply(first, second, scaled)).containsExactly(first, second, scaled);
  }
}
