// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.engine.compile.Sketch.adjoint;
import static org.retrograde.engine.compile.Sketch.filterGradient;
import static org.retrograde.engine.compile.Sketch.relu;
import static org.retrograde.engine.compile.Sketch.value;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.engine.kernel.Operation;

final class JoinConvolutionGradientsTest {

  private final Value x = value("x");
  private final Value kernel = value("kernel");
  private final Value d = value("d");
  private final Value error = value("error");
  private final Value gradient = value("gradient");
  private final Node both =
      Sketch.node(
          new Operation.ConvolutionBackward(Sketch.GEOMETRY),
          List.of(x, kernel, d),
          error,
          gradient);

  private static List<Node> applied(List<Node> nodes) {
    return new JoinConvolutionGradients()
        .apply(nodes, Sketch.keeping(Sketch.willing(), "error", "gradient"));
  }

  @Test
  void both_become_one_in_either_order() {
    assertThat(applied(List.of(adjoint(kernel, d, error), filterGradient(x, d, gradient))))
        .containsExactly(both);
    assertThat(applied(List.of(filterGradient(x, d, gradient), adjoint(kernel, d, error))))
        .containsExactly(both);
  }

  @Test
  void each_filter_gradient_has_one_partner() {
    Node second = adjoint(value("feedback"), d, value("second"));
    assertThat(applied(List.of(adjoint(kernel, d, error), second, filterGradient(x, d, gradient))))
        .containsExactly(both, second);
  }

  @Test
  void nothing_is_joined_for_a_library_that_does_not_want_it() {
    List<Node> nodes = List.of(adjoint(kernel, d, error), filterGradient(x, d, gradient));
    assertThat(
            new JoinConvolutionGradients()
                .apply(nodes, Sketch.keeping(Sketch.unwilling(), "error", "gradient")))
        .isEqualTo(nodes);
  }

  @Test
  void other_errors_and_other_geometries_stay_apart() {
    List<Node> errors = List.of(adjoint(kernel, d, error), filterGradient(x, value("e"), gradient));
    assertThat(applied(errors)).isEqualTo(errors);
    ConvolutionGeometry other = new ConvolutionGeometry(5, 5, 2, 3, 5, 1, 2);
    Operation wider = new Operation.ConvolutionFilterGradient(other, false);
    List<Node> geometries =
        List.of(adjoint(kernel, d, error), Sketch.node(wider, List.of(x, d), gradient));
    assertThat(applied(geometries)).isEqualTo(geometries);
  }

  @Test
  void an_input_that_is_computed_after_the_error_keeps_them_apart() {
    List<Node> nodes =
        List.of(adjoint(kernel, d, error), relu(error, x), filterGradient(x, d, gradient));
    assertThat(applied(nodes)).isEqualTo(nodes);
  }

  @Test
  void a_gradient_that_is_read_before_the_error_keeps_them_apart() {
    List<Node> nodes =
        List.of(filterGradient(x, d, gradient), relu(gradient, kernel), adjoint(kernel, d, error));
    assertThat(applied(nodes)).isEqualTo(nodes);
  }

  @Test
  void an_error_that_is_carried_by_the_gradient_itself_keeps_them_apart() {
    List<Node> nodes = List.of(filterGradient(x, d, gradient), adjoint(gradient, d, error));
    assertThat(applied(nodes)).isEqualTo(nodes);
  }
}
