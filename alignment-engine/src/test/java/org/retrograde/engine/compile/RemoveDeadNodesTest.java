// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.engine.compile.Sketch.relu;
import static org.retrograde.engine.compile.Sketch.value;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.retrograde.engine.kernel.Operation;

final class RemoveDeadNodesTest {

  private final Value x = value("x");
  private final Value y = value("y");
  private final Value z = value("z");

  private static List<Node> applied(List<Node> nodes, String... kept) {
    return new RemoveDeadNodes().apply(nodes, Sketch.keeping(Sketch.unwilling(), kept));
  }

  @Test
  void what_nothing_wanted_follows_from_is_left_out() {
    Node wanted = relu(x, y);
    assertThat(applied(List.of(wanted, relu(y, z), relu(z, value("end"))), "y"))
        .containsExactly(wanted);
  }

  @Test
  void what_something_wanted_follows_from_stays_in_its_order() {
    List<Node> chain = List.of(relu(x, y), relu(y, z));
    assertThat(applied(chain, "z")).isEqualTo(chain);
  }

  @Test
  void a_node_stays_for_its_second_output_alone() {
    Node norm =
        Sketch.node(
            new Operation.BatchNorm(1e-5, false),
            List.of(x, value("gamma"), value("beta")),
            y,
            value("mean"),
            value("variance"));
    assertThat(applied(List.of(norm), "variance")).containsExactly(norm);
  }
}
