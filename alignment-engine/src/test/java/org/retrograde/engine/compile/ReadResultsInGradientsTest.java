// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.engine.compile.Sketch.activation;
import static org.retrograde.engine.compile.Sketch.gradient;
import static org.retrograde.engine.compile.Sketch.value;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.retrograde.engine.kernel.ActivationKind;

final class ReadResultsInGradientsTest {

  private final Value x = value("x");
  private final Value y = value("y");
  private final Value dy = value("dy");
  private final Value dx = value("dx");

  private static List<Node> applied(List<Node> nodes) {
    return new ReadResultsInGradients()
        .apply(nodes, Sketch.keeping(Sketch.unwilling(), "y", "again", "dx"));
  }

  @ParameterizedTest
  @EnumSource
  void a_gradient_reads_the_result_of_its_nonlinearity(ActivationKind kind) {
    Node forward = activation(kind, x, y);
    assertThat(applied(List.of(forward, gradient(kind, false, x, dy, dx))))
        .containsExactly(forward, gradient(kind, true, y, dy, dx));
  }

  @Test
  void a_gradient_whose_nonlinearity_is_not_computed_reads_the_input() {
    List<Node> nodes =
        List.of(
            activation(ActivationKind.TANH, x, y),
            activation(ActivationKind.RELU, y, value("z")),
            gradient(ActivationKind.RELU, false, x, dy, dx));
    assertThat(applied(nodes)).isEqualTo(nodes);
  }

  @Test
  void a_result_that_comes_only_later_is_not_read() {
    Node later = activation(ActivationKind.RELU, x, value("again"));
    Node gradient = gradient(ActivationKind.RELU, false, x, dy, dx);
    assertThat(applied(List.of(gradient, later))).containsExactly(gradient, later);
    Node forward = activation(ActivationKind.RELU, x, y);
    assertThat(applied(List.of(forward, gradient, later)))
        .containsExactly(forward, gradient(ActivationKind.RELU, true, y, dy, dx), later);
  }
}
