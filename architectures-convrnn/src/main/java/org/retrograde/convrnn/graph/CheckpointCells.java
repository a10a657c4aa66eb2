// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of cells' parameters in TensorFlow checkpoints, below the node's scope. */
final class CheckpointCells {

  /**
   * A convolution of the reciprocal gated cell, which the published program has in two versions.
   *
   * @param layer our name
   * @param plain the scope in the version without biases, empty if it is as in the other
   * @param dense what names of the version with biases begin with
   * @param separable the scope of depthwise and pointwise kernels
   */
  private record Gated(String layer, String plain, String dense, String separable) {}

  private static final List<Gated> GATED =
      List.of(
          new Gated("cell.tau", "cell/tau", "cell/cell_to_cell", "cell/tau"),
          new Gated("cell.gate", "cell/gate", "cell/out_to_cell", "cell/out_to_cell"),
          new Gated(
              "cell.residual", "cell/res_to_cell", "cell/residual_to_cell", "cell/res_to_cell"),
          new Gated(
              "cell.inputToCell", "cell/input_to_cell", "cell/input_to_cell", "cell/input_to_cell"),
          new Gated("cell.inputToTau", "", "cell/input_to_cell_tau", ""),
          new Gated("cell.residualToCellTau", "", "cell/residual_to_cell_tau", ""),
          new Gated("cell.inputToGate", "", "cell/input_to_cell_gate", ""),
          new Gated("cell.residualToCellGate", "", "cell/residual_to_cell_gate", ""),
          new Gated("out.tau", "out/tau", "out/out_to_out", "out/tau"),
          new Gated("out.gate", "out/gate", "out/cell_to_out", "out/gate"),
          new Gated("out.inputToOut", "", "out/input_to_out", "out/input_to_out"),
          new Gated("out.inputToTau", "", "out/input_to_out_tau", ""),
          new Gated("out.residualToOutTau", "", "out/residual_to_out_tau", ""),
          new Gated("out.inputToGate", "", "out/input_to_out_gate", ""),
          new Gated(
              "out.residualToOutGate",
              "out/residual_to_out_gate",
              "out/residual_to_out_gate",
              "out/residual_to_out_gate"),
          new Gated(
              "input.feedback", "input/feedback", "input/feedback_to_input", "input/feedback"),
          new Gated("cell.feedback", "cell/feedback", "cell/feedback_to_cell", "cell/feedback"),
          new Gated("out.feedback", "out/feedback", "out/feedback_to_out", "out/feedback"));

  private static final Map<String, String> LSTM_NORMS =
      Map.of(
          "input", "input",
          "candidate", "transform",
          "forget", "forget",
          "output", "output",
          "state", "state");

  private static final Map<String, String> PEEPHOLES =
      Map.of(
          "peephole.forget", "w_f_diag",
          "peephole.input", "w_i_diag",
          "peephole.output", "w_o_diag");

  private CheckpointCells() {}

  /**
   * Names a parameter.
   *
   * @param name our name without {@code cell.}
   */
  static Optional<String> name(CellSpec cell, String name) {
    int end = name.lastIndexOf('.');
    String layer = end < 0 ? "" : name.substring(0, end);
    String suffix = name.substring(end + 1);
    return switch (cell.id()) {
      case CellSpec.TIME_DECAY -> Optional.of("memory_decay");
      case CellSpec.SIMPLE_RNN -> Optional.of("ConvNormBasicCell/" + simple(layer, suffix));
      case CellSpec.GRU -> gru(layer, suffix);
      case CellSpec.LSTM -> Optional.of("ConvLSTMCell/" + lstm(name, layer, suffix));
      case CellSpec.UGRNN -> Optional.of("ConvUGRNNCell/" + kind(suffix));
      case CellSpec.INTERSECTION_RNN -> Optional.of("ConvIntersectionRNNCell/" + kind(suffix));
      case CellSpec.RECIPROCAL_GATED ->
          gated(ReciprocalGatedOptions.of(cell.options()), layer, suffix)
              .map(found -> "ReciprocalGateCell/" + found);
      default -> Optional.empty();
    };
  }

  private static String simple(String layer, String suffix) {
    return layer.equals("layerNorm")
        ? "layer_norm/" + suffix
        : (layer.equals("state") ? "s/" : "i/") + kind(suffix);
  }

  /** What normalised gates are called is not known. */
  private static Optional<String> gru(String layer, String suffix) {
    if (suffix.equals("gamma") || suffix.equals("beta")) {
      return Optional.empty();
    }
    String scope = layer.equals("candidate") ? "candidates" : layer;
    return Optional.of("ConvGRUCell/" + scope + "/" + kind(suffix));
  }

  private static String lstm(String name, String layer, String suffix) {
    if (PEEPHOLES.containsKey(name)) {
      return "peepholes/" + PEEPHOLES.get(name);
    }
    return layer.isEmpty() ? kind(suffix) : LSTM_NORMS.get(layer) + "/" + suffix;
  }

  private static Optional<String> gated(
      ReciprocalGatedOptions options, String layer, String suffix) {
    boolean biased = options.flag("bias");
    if (layer.equals("out.residual")) {
      return Optional.of(biased ? "out/residual_add_weights" : "out/res_add/residual_add_weights");
    }
    if (layer.endsWith("layerNorm")) {
      String part = layer.substring(0, layer.indexOf('.'));
      return Optional.of(part + (biased ? "/" : "/" + part + "_") + "layer_norm/" + suffix);
    }
    boolean depthwise = layer.endsWith(".depthwise");
    if (depthwise || layer.endsWith(".pointwise")) {
      String base = layer.substring(0, layer.lastIndexOf('.'));
      String kernel = depthwise ? "depthwise_weights" : "pointwise_weights";
      return find(base).map(g -> g.separable() + "/" + (suffix.equals("b") ? "bias" : kernel));
    }
    return find(layer)
        .map(
            g ->
                biased || g.plain().isEmpty()
                    ? g.dense() + "_" + kind(suffix)
                    : g.plain() + "/" + kind(suffix));
  }

  private static Optional<Gated> find(String layer) {
    return GATED.stream().filter(each -> each.layer().equals(layer)).findFirst();
  }

  private static String kind(String suffix) {
    return suffix.equals("b") ? "bias" : "weights";
  }
}
