// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.Optional;

/** The parameters of a reciprocal gated cell. */
final class ReciprocalGatedLayout {

  private final ReciprocalGatedOptions options;
  private final ValueShape out;
  private final ValueShape cell;

  ReciprocalGatedLayout(ReciprocalGatedOptions options, ValueShape out) {
    this.options = options;
    this.out = out;
    this.cell = out.withChannels(options.cellChannels().orElse(out.channels()));
  }

  int stateChannels() {
    return out.channels() + (options.hasCell() ? cell.channels() : 0);
  }

  void add(ValueShape residual, Optional<ValueShape> feedback, LayoutBuilder layout) {
    if (options.hasCell()) {
      addCell(residual.channels(), layout);
    }
    addOut(residual.channels(), layout);
    feedback.ifPresent(shape -> addFeedback(shape.channels(), layout));
    if (options.flag("layerNorm")) {
      if (options.hasCell()) {
        layout.layerNorm("cell.cell.layerNorm", cell.channels());
      }
      layout.layerNorm("cell.out.layerNorm", out.channels());
    }
  }

  private void addCell(int residual, LayoutBuilder layout) {
    way(layout, "cell.tau", "tauSeparable", "cellTauKernel", cell.channels(), cell);
    way(layout, "cell.gate", "gateSeparable", "gateKernel", out.channels(), cell);
    if (options.flag("cellResidual")) {
      way(layout, "cell.residual", "feedforwardSeparable", "feedforwardKernel", residual, cell);
    }
    if (options.flag("inputToCell")) {
      way(
          layout,
          "cell.inputToCell",
          "feedforwardSeparable",
          "feedforwardKernel",
          out.channels(),
          cell);
    }
    extra(layout, "inputToTau", "cell.inputToTau", "cellTauKernel", out.channels(), cell);
    extra(layout, "residualToCellTau", "cell.residualToCellTau", "cellTauKernel", residual, cell);
    extra(layout, "inputToGate", "cell.inputToGate", "gateKernel", out.channels(), cell);
    extra(layout, "residualToCellGate", "cell.residualToCellGate", "gateKernel", residual, cell);
  }

  private void addOut(int residual, LayoutBuilder layout) {
    way(layout, "out.tau", "tauSeparable", "tauKernel", out.channels(), out);
    if (options.hasCell()) {
      way(layout, "out.gate", "gateSeparable", "gateKernel", cell.channels(), out);
    }
    if (options.flag("inputToOut")) {
      way(layout, "out.inputToOut", "inOutSeparable", "inOutKernel", out.channels(), out);
    }
    if (options.flag("outResidual") && residual != out.channels()) {
      layout.convolution("cell.out.residual", 1, residual, out, false);
    }
    if (options.flag("residualToOutGate") && options.flag("gateSeparable")) {
      layout.separable("cell.out.residualToOutGate", options.kernel("gateKernel"), residual, out);
    } else {
      extra(layout, "residualToOutGate", "out.residualToOutGate", "gateKernel", residual, out);
    }
    extra(layout, "inputToTau", "out.inputToTau", "tauKernel", out.channels(), out);
    extra(layout, "residualToOutTau", "out.residualToOutTau", "tauKernel", residual, out);
    extra(layout, "inputToGate", "out.inputToGate", "gateKernel", out.channels(), out);
  }

  private void addFeedback(int channels, LayoutBuilder layout) {
    String entry = options.feedbackEntry();
    ValueShape target = entry.equals("cell") ? cell : out;
    way(layout, entry + ".feedback", "feedbackSeparable", "feedbackKernel", channels, target);
  }

  private void way(
      LayoutBuilder layout, String name, String separable, String kernel, int in, ValueShape to) {
    if (options.flag(separable)) {
      layout.separable("cell." + name, options.kernel(kernel), in, to);
    } else {
      layout.convolution("cell." + name, options.kernel(kernel), in, to, options.flag("bias"));
    }
  }

  private void extra(
      LayoutBuilder layout, String flag, String name, String kernel, int in, ValueShape to) {
    if (options.flag(flag)) {
      layout.convolution("cell." + name, options.kernel(kernel), in, to, false);
    }
  }
}
