// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.Arrays;
import java.util.Optional;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.plugin.ParameterSpec;

/** The switches of the reciprocal gated cell, with the defaults of the published class. */
enum ReciprocalGatedSwitch {
  TAU_KERNEL("tauKernel", "tau_filter_size", 3L, "kernel of what decides the decay of both states"),
  GATE_KERNEL(
      "gateKernel", "gate_filter_size", 3L, "kernel of the gates; 0 leaves the cell state out"),
  CELL_TAU_KERNEL(
      "cellTauKernel", "cell_tau_filter_size", 0L, "kernel of the cell's decay, 0 for tauKernel"),
  FEEDFORWARD_KERNEL(
      "feedforwardKernel", "ff_filter_size", 3L, "kernel from input and residual to the cell"),
  IN_OUT_KERNEL("inOutKernel", "in_out_filter_size", 3L, "kernel from the input to the output"),
  FEEDBACK_KERNEL("feedbackKernel", "feedback_filter_size", 3L, "kernel of the feedback"),
  TAU_SEPARABLE("tauSeparable", "tau_depth_separable", false, "whether decays are separable"),
  GATE_SEPARABLE("gateSeparable", "gate_depth_separable", false, "whether gates are separable"),
  FEEDFORWARD_SEPARABLE(
      "feedforwardSeparable",
      "ff_depth_separable",
      false,
      "whether ways to the cell are separable"),
  IN_OUT_SEPARABLE(
      "inOutSeparable",
      "in_out_depth_separable",
      false,
      "whether the way from input to output is separable"),
  FEEDBACK_SEPARABLE(
      "feedbackSeparable", "feedback_depth_separable", false, "whether feedback is separable"),
  TAU_NONLINEARITY("tauNonlinearity", "tau_nonlinearity", Activation.TANH, "what bounds decays"),
  GATE_NONLINEARITY("gateNonlinearity", "gate_nonlinearity", Activation.TANH, "what bounds gates"),
  TAU_BIAS("tauBias", "tau_bias", 0.0, "added before tauNonlinearity where it is not separable"),
  GATE_BIAS(
      "gateBias", "gate_bias", 0.0, "added before gateNonlinearity where it is not separable"),
  TAU_OFFSET("tauOffset", "tau_offset", 1.0, "the share of a state that stays without decay"),
  TAU_MULTIPLIER("tauMultiplier", "tau_multiplier", -1.0, "what a decay of 1 adds to that share"),
  GATE_OFFSET("gateOffset", "gate_offset", 1.0, "the share of an input that enters ungated"),
  GATE_MULTIPLIER("gateMultiplier", "gate_multiplier", -1.0, "what a gate of 1 adds to that share"),
  INPUT_ACTIVATION("inputActivation", "input_activation", Activation.LINEAR, "of the input"),
  FEEDBACK_ACTIVATION(
      "feedbackActivation", "feedback_activation", Activation.LINEAR, "of the feedback"),
  CELL_ACTIVATION("cellActivation", "cell_activation", Activation.ELU, "of the cell state"),
  OUT_ACTIVATION("outActivation", "out_activation", Activation.ELU, "of the output"),
  FEEDBACK_ENTRY("feedbackEntry", "feedback_entry", "out", "where feedback enters"),
  INPUT_TO_CELL("inputToCell", "input_to_cell", false, "whether the cell reads the input"),
  INPUT_TO_OUT(
      "inputToOut", "input_to_out", false, "whether the input is convolved on its way out"),
  CELL_RESIDUAL("cellResidual", "cell_residual", false, "whether the cell reads the residual"),
  OUT_RESIDUAL("outResidual", "out_residual", false, "whether the residual is added to the output"),
  CELL_TO_OUT("cellToOut", "cell_to_out", false, "whether the cell is added instead of gating"),
  RESIDUAL_TO_CELL_TAU(
      "residualToCellTau", "residual_to_cell_tau", false, "residual in that decay"),
  RESIDUAL_TO_CELL_GATE(
      "residualToCellGate", "residual_to_cell_gate", false, "residual in that gate"),
  RESIDUAL_TO_OUT_TAU("residualToOutTau", "residual_to_out_tau", false, "residual in that decay"),
  RESIDUAL_TO_OUT_GATE("residualToOutGate", "residual_to_out_gate", false, "residual in that gate"),
  INPUT_TO_TAU("inputToTau", "input_to_tau", false, "whether the input is in both decays"),
  INPUT_TO_GATE("inputToGate", "input_to_gate", false, "whether the input is in both gates"),
  LAYER_NORM("layerNorm", "layer_norm", false, "whether both states are normalised"),
  BATCH_NORM(
      "batchNorm",
      "batch_norm",
      false,
      "whether what convolutions give is normalised over the batch, in place of a bias"),
  SEPARABLE_REPEAT(
      "separableRepeat",
      "ds_repeat",
      false,
      "whether separable ways begin with one more depthwise convolution and an ELU"),
  RECURRENT_DROPOUT(
      "recurrentDropout",
      "recurrent_dropout",
      0.0,
      "chance that an image loses what a convolution gives, in training, from 0 and below 1"),
  RECURRENT_DROPOUT_EPOCHS(
      "recurrentDropoutEpochs",
      "recurrent_dropout_epochs",
      0.0,
      "epochs over which that chance grows from 0; 0 for at once"),
  BIAS("bias", "use_bias", false, "whether convolutions that are not separable have a bias");

  private enum Kind {
    KERNEL,
    NUMBER,
    FLAG,
    ACTIVATION,
    ENTRY
  }

  private final String option;
  private final String key;
  private final Kind kind;
  private final String text;
  private final String description;

  ReciprocalGatedSwitch(String option, String key, long kernel, String description) {
    this(option, key, Kind.KERNEL, Long.toString(kernel), description);
  }

  ReciprocalGatedSwitch(String option, String key, double number, String description) {
    this(option, key, Kind.NUMBER, Double.toString(number), description);
  }

  ReciprocalGatedSwitch(String option, String key, boolean flag, String description) {
    this(option, key, Kind.FLAG, Boolean.toString(flag), description);
  }

  /** Activations are texts in options, as parameters of plugins are. */
  ReciprocalGatedSwitch(String option, String key, Activation activation, String description) {
    this(option, key, Kind.ACTIVATION, activation.id(), description);
  }

  ReciprocalGatedSwitch(String option, String key, String entry, String description) {
    this(option, key, Kind.ENTRY, entry, description);
  }

  ReciprocalGatedSwitch(String option, String key, Kind kind, String text, String description) {
    this.option = option;
    this.key = key;
    this.kind = kind;
    this.text = text;
    this.description = description;
  }

  String option() {
    return option;
  }

  String key() {
    return key;
  }

  boolean isKernel() {
    return kind == Kind.KERNEL;
  }

  boolean isNumber() {
    return kind == Kind.NUMBER;
  }

  boolean isActivation() {
    return kind == Kind.ACTIVATION;
  }

  /** A {@link Long}, {@link Double}, {@link Boolean} or {@link String}. */
  Object defaultValue() {
    return switch (kind) {
      case KERNEL -> Long.valueOf(text);
      case NUMBER -> Double.valueOf(text);
      case FLAG -> Boolean.valueOf(text);
      case ACTIVATION, ENTRY -> text;
    };
  }

  static Optional<ReciprocalGatedSwitch> ofKey(String key) {
    return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst();
  }

  /** The parameter of the plugin; without a default, since that depends on the form. */
  ParameterSpec parameter() {
    double any = Double.POSITIVE_INFINITY;
    ParameterSpec spec =
        switch (kind) {
          case KERNEL ->
              ParameterSpec.integer(
                  option, "pixels", Long.parseLong(text), 0, Integer.MAX_VALUE, description);
          case NUMBER ->
              ParameterSpec.decimal(option, "1", Double.parseDouble(text), -any, any, description);
          case FLAG -> ParameterSpec.flag(option, Boolean.parseBoolean(text), description);
          case ACTIVATION -> ParameterSpec.choice(option, text, Activation.ids(), description);
          case ENTRY ->
              ParameterSpec.choice(option, text, ReciprocalGatedOptions.ENTRIES, description);
        };
    return spec.asOptional();
  }
}
