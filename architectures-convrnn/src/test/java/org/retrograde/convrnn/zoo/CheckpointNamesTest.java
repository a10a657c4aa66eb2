// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.convrnn.graph.CheckpointEntry;
import org.retrograde.convrnn.graph.CheckpointNames;
import org.retrograde.convrnn.graph.GraphParameters;
import org.retrograde.convrnn.graph.GraphSpec;
import org.retrograde.convrnn.graph.NodeParameter;

/** The names of the published checkpoints. */
final class CheckpointNamesTest {

  static Stream<Arguments> networks() {
    return Stream.of(ZooDepth.values())
        .flatMap(depth -> Stream.of(ZooCell.values()).map(cell -> Arguments.of(depth, cell)));
  }

  private static CheckpointNames names(ZooDepth depth, ZooCell cell) {
    return CheckpointNames.of(ZooModel.published(depth, cell).graph());
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("networks")
  void every_parameter_has_a_name_of_its_own_that_leads_back(ZooDepth depth, ZooCell cell) {
    GraphSpec graph = ZooModel.published(depth, cell).graph();
    CheckpointNames names = CheckpointNames.of(graph);
    assertThat(names.unnamed()).isEmpty();
    List<String> variables = new ArrayList<>();
    for (NodeParameter parameter : GraphParameters.of(graph)) {
      CheckpointEntry entry = names.find(parameter.fullName()).orElseThrow();
      assertThat(entry.variables()).hasSize(1);
      CheckpointEntry.Variable variable = entry.variables().get(0);
      assertThat(variable.shape()).isEqualTo(parameter.shape());
      assertThat(names.parameterOf(variable.name())).contains(parameter.fullName());
      variables.add(variable.name());
    }
    assertThat(variables).doesNotHaveDuplicates().hasSize(names.entries().size());
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "SHALLOW, GRU, conv1/pre0.W, conv1/pre_0/weights_basenet",
    "SHALLOW, GRU, conv1/pre0.b, conv1/pre_0/bias",
    "SHALLOW, GRU, conv1/cell.decay, conv1/memory_decay",
    "SHALLOW, TIME_DECAY, conv3/cell.decay, conv3/memory_decay",
    "SHALLOW, GRU, conv3/cell.gates.W, conv3/ConvGRUCell/gates/weights",
    "SHALLOW, GRU, conv3/cell.candidate.b, conv3/ConvGRUCell/candidates/bias",
    "SHALLOW, GRU, imnetds/pre1.W, imnetds/pre_1/weights",
    "INTERMEDIATE, GRU, imnetds/pre3.b, imnetds/pre_3/bias",
    "INTERMEDIATE, GRU, conv4/post0.W, conv4/post_0/weights",
    "INTERMEDIATE, GRU, conv4/post0.b, conv4/post_0/bias",
    "INTERMEDIATE, GRU, conv4/post1.W, conv4/post_1/residual_add_weights",
    "SHALLOW, LSTM, conv3/cell.W, conv3/ConvLSTMCell/weights",
    "SHALLOW, LSTM, conv3/cell.b, conv3/ConvLSTMCell/bias",
    "SHALLOW, LSTM, conv3/cell.candidate.gamma, conv3/ConvLSTMCell/transform/gamma",
    "SHALLOW, LSTM, conv3/cell.state.beta, conv3/ConvLSTMCell/state/beta",
    "SHALLOW, LSTM, conv4/cell.peephole.forget, conv4/ConvLSTMCell/peepholes/w_f_diag",
    "SHALLOW, UGRNN, conv3/cell.W, conv3/ConvUGRNNCell/weights",
    "SHALLOW, INTERSECTION_RNN, conv3/cell.b, conv3/ConvIntersectionRNNCell/bias",
    "SHALLOW, SIMPLE_RNN, conv3/cell.state.W, conv3/ConvNormBasicCell/s/weights",
    "SHALLOW, SIMPLE_RNN, conv3/cell.input.b, conv3/ConvNormBasicCell/i/bias",
    "SHALLOW, SIMPLE_RNN, conv3/cell.layerNorm.gamma, conv3/ConvNormBasicCell/layer_norm/gamma",
    "SHALLOW, RECIPROCAL_GATED, conv3/cell.cell.inputToCell.W,"
        + " conv3/ReciprocalGateCell/cell/input_to_cell/weights",
    "SHALLOW, RECIPROCAL_GATED, conv3/cell.cell.tau.W,"
        + " conv3/ReciprocalGateCell/cell/tau/weights",
    "SHALLOW, RECIPROCAL_GATED, conv3/cell.cell.gate.W,"
        + " conv3/ReciprocalGateCell/cell/gate/weights",
    "SHALLOW, RECIPROCAL_GATED, conv3/cell.out.tau.W, conv3/ReciprocalGateCell/out/tau/weights",
    "SHALLOW, RECIPROCAL_GATED, conv3/cell.out.gate.W, conv3/ReciprocalGateCell/out/gate/weights",
    "SHALLOW, RECIPROCAL_GATED, conv3/cell.out.residualToOutGate.W,"
        + " conv3/ReciprocalGateCell/out/residual_to_out_gate/weights",
    "INTERMEDIATE, RECIPROCAL_GATED, conv4/cell.cell.inputToCell.W,"
        + " conv4/ReciprocalGateCell/cell/input_to_cell_weights",
    "INTERMEDIATE, RECIPROCAL_GATED, conv4/cell.cell.inputToCell.b,"
        + " conv4/ReciprocalGateCell/cell/input_to_cell_bias",
    "INTERMEDIATE, RECIPROCAL_GATED, conv4/cell.cell.tau.depthwise.W,"
        + " conv4/ReciprocalGateCell/cell/tau/depthwise_weights",
    "INTERMEDIATE, RECIPROCAL_GATED, conv4/cell.cell.gate.pointwise.W,"
        + " conv4/ReciprocalGateCell/cell/out_to_cell/pointwise_weights",
    "INTERMEDIATE, RECIPROCAL_GATED, conv4/cell.out.gate.pointwise.b,"
        + " conv4/ReciprocalGateCell/out/gate/bias",
    "INTERMEDIATE, RECIPROCAL_GATED, conv4/cell.out.inputToOut.W,"
        + " conv4/ReciprocalGateCell/out/input_to_out_weights",
    "INTERMEDIATE, RECIPROCAL_GATED, conv6/cell.out.residual.W,"
        + " conv6/ReciprocalGateCell/out/residual_add_weights",
    "INTERMEDIATE, RECIPROCAL_GATED, conv6/cell.out.feedback.W,"
        + " conv6/ReciprocalGateCell/out/feedback_to_out_weights",
    "INTERMEDIATE, RECIPROCAL_GATED, conv6/cell.out.feedback.b,"
        + " conv6/ReciprocalGateCell/out/feedback_to_out_bias"
  })
  void names_are_those_of_the_published_scopes(
      ZooDepth depth, ZooCell cell, String parameter, String variable) {
    assertThat(names(depth, cell).find(parameter).orElseThrow().variables())
        .extracting(CheckpointEntry.Variable::name)
        .containsExactly("tnn_model/" + variable);
  }

  @Test
  void a_kernel_over_several_inputs_is_one_variable_an_input() {
    ZooModel model =
        new ZooModel(
            ZooDepth.INTERMEDIATE,
            ZooCell.GRU,
            FeedbackEdges.FIVE,
            new ImageShape(32, 32, 3),
            10,
            1);
    CheckpointNames names = CheckpointNames.of(model.graph());
    CheckpointEntry entry = names.find("conv6/pre0.W").orElseThrow();
    assertThat(entry.shape()).containsExactly(3, 3, 128 + 256 + 512, 256);
    assertThat(entry.variables())
        .containsExactly(
            new CheckpointEntry.Variable(
                "tnn_model/conv6/pre_0/weights_basenet", List.of(3, 3, 128, 256)),
            new CheckpointEntry.Variable(
                "tnn_model/conv6/pre_0/weights_0", List.of(3, 3, 256, 256)),
            new CheckpointEntry.Variable(
                "tnn_model/conv6/pre_0/weights_1", List.of(3, 3, 512, 256)));
    assertThat(names.parameterOf("tnn_model/conv6/pre_0/weights_1")).contains("conv6/pre0.W");
  }

  @Test
  void other_variables_belong_to_no_parameter() {
    CheckpointNames names = names(ZooDepth.SHALLOW, ZooCell.GRU);
    assertThat(names.parameterOf("global_step")).isEmpty();
    assertThat(names.parameterOf("tnn_model/conv1/pre_0/bias/Momentum")).isEmpty();
  }
}
