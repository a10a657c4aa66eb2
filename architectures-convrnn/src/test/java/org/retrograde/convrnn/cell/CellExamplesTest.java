// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.cell;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retrograde.testkit.Tolerance.DOUBLE;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.cell.CellSite;
import org.retrograde.api.cell.RecurrentCell;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.engine.differentiate.ExactError;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.testkit.CellTrial;

/** One channel, the same in every pixel, weights of 0: what can be worked out by hand. */
final class CellExamplesTest {

  private static final ImageShape IMAGE = new ImageShape(3, 3, 1);
  private static final double AT_1 = 1 / (1 + Math.exp(-1));

  @Test
  void time_decay_approaches_x_over_1_minus_m() {
    requireOutputs(
        new TimeDecayCell(), Map.of("decay", 0.5, "trainable", false), 1, 1, 1.5, 1.75, 1.875);
  }

  @Test
  void a_gated_recurrent_unit_decays_from_nothing_to_nothing() {
    requireOutputs(new GruCell(), Map.of("kernel", 1), 2, 0, 0, 0);
    requireOutputs(new UgrnnCell(), Map.of("kernel", 1), 2, 0, 0, 0);
  }

  @Test
  void an_intersection_network_passes_its_input_through_depth() {
    requireOutputs(new IntersectionRnnCell(), Map.of("kernel", 1), 2, 2 * AT_1, 2 * AT_1);
  }

  /** h' = ELU(x / 2 + h / 2): a leaky integrator with gain 1. */
  @Test
  void a_textbook_reciprocal_cell_without_weights_is_a_leaky_integrator() {
    requireOutputs(new ReciprocalGatedCell(), Map.of("form", "textbook"), 2, 1, 1.5, 1.75);
  }

  /** With tanh gates 1 - tanh(0) = 1: h' = ELU(h + x). */
  @Test
  void with_tanh_gates_it_is_a_perfect_integrator_and_bypasses_at_first() {
    Map<String, Object> options = Map.of("tauNonlinearity", "tanh", "gateNonlinearity", "tanh");
    requireOutputs(new ReciprocalGatedCell(), options, 2, 2, 4, 6);
    double once = Math.expm1(-0.5);
    requireOutputs(new ReciprocalGatedCell(), options, -0.5, once, Math.expm1(once - 0.5));
  }

  @Test
  void a_cell_that_is_added_instead_of_gating_leaves_the_gate_at_its_value_at_0() {
    requireOutputs(
        new ReciprocalGatedCell(), Map.of("form", "textbook", "cellToOut", true), 2, 1, 1.5);
  }

  /** The centre of the way from input to output is 1, all else 0: fixed point 1.299841 x. */
  @Test
  void the_median_cell_with_one_way_only_integrates_with_its_published_constants() {
    double decay = 0.9219348064291611 / 2;
    double gate = 0.7006566684988862;
    double first = gate * 2;
    requireOutputs(
        new ReciprocalGatedCell(),
        Map.of("form", "median", "outResidual", false),
        2,
        first,
        decay * first + gate * 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void mixing_input_and_output_needs_equal_channels(int channels) {
    assertThatThrownBy(
            () ->
                new IntersectionRnnCell()
                    .states(
                        new CellSite(
                            "conv4",
                            new ImageShape(4, 4, 2),
                            new ImageShape(4, 4, 2),
                            Optional.empty()),
                        bound(new IntersectionRnnCell(), Map.of("channels", channels))))
        .hasMessageContainingAll("conv4", channels + " channels", "2");
  }

  private static Parameters bound(RecurrentCell cell, Map<String, Object> options) {
    return cell.parameters().bind(options, KeyLocation.under("cell"));
  }

  private static void requireOutputs(
      RecurrentCell cell, Map<String, Object> options, double x, double... expected) {
    CellTrial run =
        new CellTrial(
            cell,
            bound(cell, options),
            "node",
            Optional.empty(),
            Activation.LINEAR,
            IMAGE,
            expected.length,
            2);
    Map<String, INDArray> weights = new HashMap<>(run.zeros(DataType.DOUBLE));
    for (int t = 0; t < expected.length; t++) {
      weights.put("x" + t, Nd4j.valueArrayOf(new long[] {2, 3, 3, 1}, x, DataType.DOUBLE));
    }
    // As initialised: a GRU's gates start at 1, and only this way is open.
    weights.computeIfPresent("node/cell.gates.b", (name, b) -> b.assign(1));
    weights.computeIfPresent("node/cell.out.inputToOut.W", CellExamplesTest::centre);
    INDArray r = Nd4j.ones(DataType.DOUBLE, 2, 3, 3, 1);
    List<INDArray> outputs =
        run.run(weights, r, new ExactError(), DataType.DOUBLE, new Nd4jKernels()).outputs();
    for (int t = 0; t < expected.length; t++) {
      DOUBLE.requireAgree("output at " + t, outputs.get(t).getDouble(0), expected[t]);
    }
  }

  private static INDArray centre(String name, INDArray kernel) {
    return kernel.putScalar(new long[] {kernel.size(0) / 2, kernel.size(1) / 2, 0, 0}, 1);
  }
}
