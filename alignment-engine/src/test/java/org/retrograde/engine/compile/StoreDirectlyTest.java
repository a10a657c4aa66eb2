// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.engine.compile.Sketch.relu;
import static org.retrograde.engine.compile.Sketch.value;
import static org.retrograde.engine.compile.Sketch.view;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StoreDirectlyTest {

  private final Value x = value("x");
  private final Value y = value("y");
  private final Value end = value("end");

  private static List<Node> applied(List<Node> nodes, String... kept) {
    return new StoreDirectly().apply(nodes, Sketch.keeping(Sketch.unwilling(), kept));
  }

  @Test
  void a_node_writes_what_only_a_view_would_rename() {
    assertThat(applied(List.of(relu(x, y), view(y, end)), "end")).containsExactly(relu(x, end));
  }

  @Test
  void a_chain_of_views_loses_its_last_link() {
    Value z = value("z");
    assertThat(applied(List.of(relu(x, y), view(y, z), view(z, end)), "end"))
        .containsExactly(relu(x, y), view(y, end));
  }

  @Test
  void a_view_stays_where_another_node_reads_its_origin() {
    List<Node> nodes = List.of(relu(x, y), view(y, end), relu(y, value("other")));
    assertThat(applied(nodes, "end", "other")).isEqualTo(nodes);
  }

  @Test
  void a_view_stays_where_its_origin_is_kept_or_given() {
    List<Node> both = List.of(relu(x, y), view(y, end));
    assertThat(applied(both, "y", "end")).isEqualTo(both);
    List<Node> given = List.of(view(x, end));
    assertThat(applied(given, "end")).isEqualTo(given);
  }

  @Test
  void a_view_stays_where_the_shape_changes() {
    List<Node> nodes = List.of(relu(x, y), view(y, value("row", 12)));
    assertThat(applied(nodes, "row")).isEqualTo(nodes);
  }

  @Test
  void a_view_that_is_not_kept_stays() {
    List<Node> nodes = List.of(relu(x, y), view(y, end), relu(end, value("other")));
    assertThat(applied(nodes, "other")).isEqualTo(nodes);
  }
}
