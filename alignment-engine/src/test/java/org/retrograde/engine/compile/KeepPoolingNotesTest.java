// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.engine.compile.Sketch.value;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.Operation;

final class KeepPoolingNotesTest {

  private static final ConvolutionGeometry WINDOW = new ConvolutionGeometry(4, 4, 3, 3, 2, 2, 0);
  private static final ConvolutionGeometry OTHER = new ConvolutionGeometry(4, 4, 3, 3, 3, 1, 1);

  private final Value x = value("x", 2, 4, 4, 3);
  private final Value y = value("y", 2, 2, 2, 3);
  private final Value notes = value("y#notes", 9);
  private final Value dy = value("dy", 2, 2, 2, 3);
  private final Value dx = value("dx", 2, 4, 4, 3);

  private static KernelLibrary library() {
    return new Sketch.Answers(operation -> false, 9, 0);
  }

  private static List<Node> applied(KernelLibrary library, Node... nodes) {
    return new KeepPoolingNotes().apply(List.of(nodes), Sketch.keeping(library, "y", "dx"));
  }

  private static Node pooling(ConvolutionGeometry window, Value x, Value... outputs) {
    return Sketch.node(new Operation.Pooling(window, true), List.of(x), outputs);
  }

  private static Node gradient(ConvolutionGeometry window, Value dx, Value... inputs) {
    return Sketch.node(new Operation.PoolingGradient(window, true), List.of(inputs), dx);
  }

  @Test
  void the_gradient_reads_what_the_pooling_noted() {
    List<Node> got = applied(library(), pooling(WINDOW, x, y), gradient(WINDOW, dx, x, dy));
    assertThat(got)
        .containsExactly(pooling(WINDOW, x, y, notes), gradient(WINDOW, dx, x, dy, notes));
    assertThat(got.get(0).outputs().get(1).shape()).containsExactly(9L);
  }

  @Test
  void a_library_without_notes_gets_none() {
    Node pooling = pooling(WINDOW, x, y);
    Node gradient = gradient(WINDOW, dx, x, dy);
    assertThat(applied(Sketch.willing(), pooling, gradient)).containsExactly(pooling, gradient);
  }

  @Test
  void a_pooling_that_is_not_differentiated_notes_nothing() {
    Node pooling = pooling(WINDOW, x, y);
    Node elsewhere = gradient(WINDOW, dx, value("z", 2, 4, 4, 3), dy);
    assertThat(applied(library(), pooling, elsewhere)).containsExactly(pooling, elsewhere);
  }

  @Test
  void two_poolings_of_one_image_keep_their_notes_apart() {
    Value wide = value("wide", 2, 4, 4, 3);
    assertThat(
            applied(
                library(),
                pooling(WINDOW, x, y),
                pooling(OTHER, x, wide),
                gradient(OTHER, value("dWide"), x, wide),
                gradient(WINDOW, dx, x, dy)))
        .containsExactly(
            pooling(WINDOW, x, y, notes),
            pooling(OTHER, x, wide, value("wide#notes")),
            gradient(OTHER, value("dWide"), x, wide, value("wide#notes")),
            gradient(WINDOW, dx, x, dy, notes));
  }

  @Test
  void a_mean_reads_no_notes_of_a_maximum() {
    Operation meanGradient = new Operation.PoolingGradient(WINDOW, false);
    Node mean = Sketch.node(meanGradient, List.of(x, dy), value("dMean"));
    assertThat(applied(library(), pooling(WINDOW, x, y), gradient(WINDOW, dx, x, dy), mean).get(2))
        .isEqualTo(mean);
  }
}
