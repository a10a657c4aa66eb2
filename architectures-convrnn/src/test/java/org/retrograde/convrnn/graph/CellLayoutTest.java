// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.ImageShape;

/** The parameters of each cell, by the names that the recorded cells have. */
final class CellLayoutTest {

  private static GraphSpec graph(String id, int inputs, Map<String, ?> options) {
    NodeSpec first =
        NodeSpec.input(
            "a",
            new ImageShape(6, 5, 2),
            List.of(Graphs.component(NodeSpec.IMAGE, 2)),
            Optional.empty(),
            List.of());
    return new GraphSpec(
        List.of(first, Graphs.cell("b", "a", inputs, id, options)), Graphs.edges("a b"), "b");
  }

  private static List<String> cell(String id, int inputs, Map<String, ?> options) {
    return GraphParameters.of(graph(id, inputs, options)).stream()
        .filter(parameter -> parameter.fullName().startsWith("b/cell."))
        .map(parameter -> parameter.name().substring("cell.".length()) + parameter.shape())
        .toList();
  }

  @Test
  void time_decay_has_one_number() {
    assertThat(cell("time-decay", 4, Map.of())).containsExactly("decay[1]");
    assertThat(ParameterCount.of(graph("time-decay", 4, Map.of("trainable", false))).fixed())
        .isEqualTo(2);
  }

  @Test
  void simple_rnn_has_two_convolutions() {
    assertThat(cell("simple-rnn", 3, Map.of("channels", 5, "layerNorm", true)))
        .containsExactly(
            "input.W[3, 3, 3, 5]",
            "input.b[5]",
            "state.W[3, 3, 5, 5]",
            "state.b[5]",
            "layerNorm.gamma[5]",
            "layerNorm.beta[5]");
  }

  @Test
  void lstm_has_one_convolution_peepholes_a_pixel_and_five_norms() {
    assertThat(cell("lstm", 3, Map.of("channels", 4))).containsExactly("W[3, 3, 7, 16]", "b[16]");
    assertThat(
            cell(
                "lstm",
                3,
                Map.of("channels", 4, "kernel", 2, "peepholes", true, "layerNorm", true)))
        .containsExactly(
            "W[2, 2, 7, 16]",
            "b[16]",
            "peephole.forget[6, 5, 4]",
            "peephole.input[6, 5, 4]",
            "peephole.output[6, 5, 4]",
            "input.gamma[4]",
            "input.beta[4]",
            "candidate.gamma[4]",
            "candidate.beta[4]",
            "forget.gamma[4]",
            "forget.beta[4]",
            "output.gamma[4]",
            "output.beta[4]",
            "state.gamma[4]",
            "state.beta[4]");
  }

  @Test
  void gru_has_gates_and_a_candidate() {
    assertThat(cell("gru", 3, Map.of("channels", 4)))
        .containsExactly(
            "gates.W[3, 3, 7, 8]", "gates.b[8]", "candidate.W[3, 3, 7, 4]", "candidate.b[4]");
    GraphSpec normalised = graph("gru", 3, Map.of("layerNorm", true));
    assertThat(CheckpointNames.of(normalised).unnamed())
        .contains("b/cell.reset.gamma", "b/cell.update.beta", "b/cell.candidate.gamma")
        .hasSize(6);
  }

  @Test
  void ugrnn_and_intersection_rnn_have_one_convolution() {
    assertThat(cell("ugrnn", 3, Map.of("channels", 4))).containsExactly("W[3, 3, 7, 8]", "b[8]");
    assertThat(cell("intersection-rnn", 4, Map.of())).containsExactly("W[3, 3, 8, 16]", "b[16]");
  }

  @Test
  void the_parameters_of_other_plugins_are_not_known() {
    GraphSpec graph = graph("my-cell", 3, Map.of("channels", 4));
    assertThat(Graphs.inside(graph, "b").output()).hasToString("6 x 5 x 4");
    assertThatThrownBy(() -> ParameterCount.of(graph))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContainingAll("cell 'my-cell'", "one of time-decay", "build the network");
  }
}
