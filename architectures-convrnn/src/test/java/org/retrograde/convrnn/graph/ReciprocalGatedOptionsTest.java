// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.plugin.KeyLocation;

final class ReciprocalGatedOptionsTest {

  private static List<String> parameters(Map<String, ?> options) {
    NodeSpec gated = Graphs.cell("b", "a", 5, CellSpec.RECIPROCAL_GATED, options);
    GraphSpec graph =
        new GraphSpec(
            List.of(Graphs.input("a", 4), gated, Graphs.layer("c", "b", 6)),
            Graphs.edges("a b", "b c", "c b"),
            "c");
    return GraphParameters.of(graph).stream()
        .filter(parameter -> parameter.fullName().startsWith("b/cell."))
        .map(parameter -> parameter.name().substring("cell.".length()) + parameter.shape())
        .toList();
  }

  @ParameterizedTest
  @EnumSource(ReciprocalGatedForm.class)
  void a_form_is_its_own_shortest_map(ReciprocalGatedForm form) {
    Map<String, Object> options = Map.of("form", Words.of(form), "cellChannels", 7L);
    assertThat(ReciprocalGatedOptions.of(options).toOptions()).isEqualTo(options);
  }

  @Test
  void single_switches_stay_beside_a_form() {
    Map<String, Object> options = Map.of("form", "median", "layerNorm", true, "tauKernel", 5L);
    assertThat(ReciprocalGatedOptions.of(options).toOptions()).isEqualTo(options);
    ReciprocalGatedOptions got = ReciprocalGatedOptions.of(options);
    assertThat(got.kernel("tauKernel")).isEqualTo(5);
    assertThat(got.kernel("cellTauKernel")).isEqualTo(5);
    assertThat(got.kernel("gateKernel")).isEqualTo(7);
    assertThat(got.activation("gateNonlinearity")).isEqualTo(Activation.TANH);
    assertThat(got.activation("tauNonlinearity")).isEqualTo(Activation.SIGMOID);
    assertThat(got.decimal("gateOffset")).isEqualTo(0.7006566684988862);
    assertThat(got.decimal("tauMultiplier")).isEqualTo(-0.9219348064291611);
    assertThat(got.flag("outResidual")).isTrue();
    assertThat(got.feedbackEntry()).isEqualTo("out");
    assertThat(got.cellChannels()).isEmpty();
  }

  /** A plugin binds its parameters by the table and hands the values over. */
  @Test
  void bound_parameters_are_options() {
    Map<String, Object> raw = Map.of("form", "shallow", "bias", true, "cellChannels", 3);
    Map<String, Object> bound =
        ReciprocalGatedOptions.table().bind(raw, KeyLocation.under("cell")).values();
    assertThat(ReciprocalGatedOptions.of(bound).toOptions())
        .isEqualTo(Map.of("form", "shallow", "bias", true, "cellChannels", 3L));
    assertThat(ReciprocalGatedOptions.of(ReciprocalGatedOptions.table().defaults().values()))
        .extracting(ReciprocalGatedOptions::toOptions)
        .isEqualTo(Map.of("form", "textbook"));
  }

  @Test
  void the_textbook_has_four_kernels_and_feedback() {
    assertThat(parameters(Map.of("cellChannels", 5)))
        .containsExactly(
            "cell.tau.W[3, 3, 5, 5]",
            "cell.gate.W[3, 3, 5, 5]",
            "out.tau.W[3, 3, 5, 5]",
            "out.gate.W[3, 3, 5, 5]",
            "out.feedback.W[3, 3, 6, 5]");
  }

  @Test
  void the_shallow_form_has_no_biases() {
    assertThat(parameters(Map.of("form", "shallow", "cellChannels", 3)))
        .containsExactly(
            "cell.tau.W[3, 3, 3, 3]",
            "cell.gate.W[3, 3, 5, 3]",
            "cell.inputToCell.W[3, 3, 5, 3]",
            "out.tau.W[3, 3, 5, 5]",
            "out.gate.W[3, 3, 3, 5]",
            "out.residualToOutGate.W[3, 3, 4, 5]",
            "out.feedback.W[3, 3, 6, 5]");
  }

  @Test
  void the_median_form_has_one_bias_a_separable_kernel() {
    assertThat(parameters(Map.of("form", "median", "cellChannels", 3)))
        .containsExactly(
            "cell.tau.depthwise.W[7, 7, 3, 1]",
            "cell.tau.pointwise.W[1, 1, 3, 3]",
            "cell.tau.pointwise.b[3]",
            "cell.gate.depthwise.W[7, 7, 5, 1]",
            "cell.gate.pointwise.W[1, 1, 5, 3]",
            "cell.gate.pointwise.b[3]",
            "cell.inputToCell.W[2, 2, 5, 3]",
            "cell.inputToCell.b[3]",
            "out.tau.depthwise.W[7, 7, 5, 1]",
            "out.tau.pointwise.W[1, 1, 5, 5]",
            "out.tau.pointwise.b[5]",
            "out.gate.depthwise.W[7, 7, 3, 1]",
            "out.gate.pointwise.W[1, 1, 3, 5]",
            "out.gate.pointwise.b[5]",
            "out.inputToOut.W[3, 3, 5, 5]",
            "out.inputToOut.b[5]",
            "out.residual.W[1, 1, 4, 5]",
            "out.feedback.W[1, 1, 6, 5]",
            "out.feedback.b[5]");
  }

  /** It is the published networks for small images that make kernels smaller. */
  @Test
  void depthwise_kernels_are_as_large_as_asked_for() {
    assertThat(parameters(Map.of("tauKernel", 20, "tauSeparable", true)))
        .contains("cell.tau.depthwise.W[20, 20, 5, 1]", "out.tau.depthwise.W[20, 20, 5, 1]");
  }

  @Test
  void every_other_switch_adds_its_kernel() {
    assertThat(
            parameters(
                Map.of(
                    "cellChannels", 3,
                    "cellResidual", true,
                    "inputToTau", true,
                    "inputToGate", true,
                    "residualToCellTau", true,
                    "residualToCellGate", true,
                    "residualToOutTau", true,
                    "feedbackEntry", "cell",
                    "cellTauKernel", 5,
                    "layerNorm", true)))
        .contains(
            "cell.residual.W[3, 3, 4, 3]",
            "cell.tau.W[5, 5, 3, 3]",
            "cell.inputToTau.W[5, 5, 5, 3]",
            "cell.residualToCellTau.W[5, 5, 4, 3]",
            "cell.inputToGate.W[3, 3, 5, 3]",
            "cell.residualToCellGate.W[3, 3, 4, 3]",
            "out.inputToTau.W[3, 3, 5, 5]",
            "out.residualToOutTau.W[3, 3, 4, 5]",
            "out.inputToGate.W[3, 3, 5, 5]",
            "cell.feedback.W[3, 3, 6, 3]",
            "cell.layerNorm.gamma[3]",
            "out.layerNorm.beta[5]");
    assertThat(parameters(Map.of("feedbackEntry", "input")))
        .contains("input.feedback.W[3, 3, 6, 5]");
  }

  @Test
  void without_gates_there_is_no_cell_state() {
    assertThat(parameters(Map.of("gateKernel", 0)))
        .containsExactly("out.tau.W[3, 3, 5, 5]", "out.feedback.W[3, 3, 6, 5]");
  }
}
