// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.retrograde.engine.kernel.ActivationKind;
import org.retrograde.engine.kernel.Operation;

/** What is dropped of a chain of nonlinearities, and where it is computed again. */
final class RecomputeActivationsTest {

  private static final int LENGTH = 16;
  private static final String LOSS = "loss";
  private static final Value KERNEL = Sketch.value("kernel");

  /**
   * A convolution and a chain forward, and back from its end, where each gradient reads a result of
   * the chain.
   */
  private static List<Node> chain() {
    List<Node> nodes = new ArrayList<>();
    nodes.add(Sketch.convolution(y(0), KERNEL, y(1)));
    for (int i = 1; i < LENGTH; i++) {
      nodes.add(Sketch.activation(ActivationKind.TANH, y(i), y(i + 1)));
    }
    nodes.add(Sketch.activation(ActivationKind.TANH, y(LENGTH), Sketch.value(LOSS)));
    for (int i = LENGTH; i > 0; i--) {
      Value error = i == LENGTH ? Sketch.value(LOSS) : d(i);
      nodes.add(Sketch.gradient(ActivationKind.TANH, true, y(i), error, d(i - 1)));
    }
    return nodes;
  }

  private static Value y(int i) {
    return Sketch.value("y" + i);
  }

  private static Value d(int i) {
    return Sketch.value("d" + i);
  }

  private static List<Node> applied(List<Node> nodes, Optional<String> end, String... more) {
    Set<String> kept = new HashSet<>(Set.of(LOSS, "d0"));
    kept.addAll(Set.of(more));
    PassContext context = new PassContext(Sketch.willing(), kept, Set.of(), Set.of(), false, end);
    return new RecomputeActivations().apply(nodes, context);
  }

  private static List<Node> applied(List<Node> nodes) {
    return applied(nodes, Optional.of(LOSS));
  }

  private static long peak(List<Node> nodes) {
    return new Lifetimes(nodes, Set.of(LOSS, "d0"), Set.of(), true).peakBytes();
  }

  @Test
  void half_the_memory_or_less_is_needed() {
    assertThat(2 * peak(applied(chain()))).isLessThanOrEqualTo(peak(chain()));
  }

  @Test
  void each_node_runs_again_at_most_once_and_reads_what_is_there() {
    List<Node> result = applied(chain());
    Set<Value> known = new HashSet<>(Set.of(y(0), KERNEL));
    for (Node node : result) {
      assertThat(known).containsAll(node.inputs());
      assertThat(node.outputs()).as("computed twice").noneMatch(known::contains);
      known.addAll(node.outputs());
    }
    assertThat(result.stream().filter(Recomputation::isAgain)).isNotEmpty();
    assertThat(result.size()).isLessThan(chain().size() + LENGTH);
  }

  @Test
  void what_is_computed_again_stands_as_late_as_it_can() {
    List<Node> result = applied(chain());
    int first = 0;
    while (!Recomputation.isAgain(result.get(first))) {
      first++;
    }
    int next = first;
    while (Recomputation.isAgain(result.get(next))) {
      next++;
    }
    assertThat(result.get(next).inputs()).contains(result.get(next - 1).output());
  }

  @Test
  void forward_and_backward_stay_as_they_are_but_for_what_they_read() {
    Stream<Node> old = applied(chain()).stream().filter(node -> !Recomputation.isAgain(node));
    assertThat(old.map(Node::outputs)).isEqualTo(chain().stream().map(Node::outputs).toList());
  }

  @Test
  void what_lasts_anyway_is_not_computed_again() {
    List<Node> result = applied(chain(), Optional.of(LOSS), "y5", "y6", "y7");
    assertThat(result)
        .flatExtracting(Node::outputs)
        .noneMatch(v -> List.of("y5#again", "y6#again", "y7#again").contains(v.name()));
  }

  @Test
  void nothing_changes_where_memory_is_not_short_or_the_pass_has_no_end() {
    assertThat(applied(chain(), Optional.empty())).isEqualTo(chain());
    assertThatThrownBy(() -> applied(chain(), Optional.of("elsewhere")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("elsewhere");
  }

  @Test
  void packed_weights_are_packed_anew_for_each_segment() {
    Value weights = Sketch.value("w");
    Value packed = Sketch.value("packed");
    List<Node> nodes = new ArrayList<>(chain());
    nodes.add(LENGTH + 1, Sketch.node(new Operation.Copy(), List.of(weights), packed));
    for (int i = LENGTH + 2; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      nodes.set(
          i,
          new Node(
              node.operation(),
              Stream.concat(node.inputs().stream(), Stream.of(packed)).toList(),
              node.outputs()));
    }
    List<Node> result = applied(nodes);
    long copies = result.stream().filter(n -> n.operation() instanceof Operation.Copy).count();
    assertThat(copies).isGreaterThan(1);
    assertThat(result).noneMatch(n -> n.inputs().contains(packed));
  }
}
