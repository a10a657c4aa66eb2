// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.retrograde.api.graph.SharedLayers;
import org.retrograde.api.graph.Tensor;
import org.retrograde.convrnn.graph.ReciprocalGatedOptions;

/**
 * One step of a reciprocal gated cell.
 *
 * @param layers where operations come from
 * @param ways the cell's convolutions
 * @param options the cell's switches
 * @param x what enters
 * @param residual what entered the node
 * @param feedback what feedback edges bring
 */
record ReciprocalStep(
    SharedLayers layers,
    ReciprocalWays ways,
    ReciprocalGatedOptions options,
    Tensor x,
    Tensor residual,
    Optional<Tensor> feedback) {

  /** c'. */
  Tensor cell(Tensor c, Tensor h) {
    int channels = c.channels();
    List<Tensor> decay = new ArrayList<>();
    decay.add(ways.way("cell.tau", c, "tauSeparable", "cellTauKernel", channels));
    ways.extra("inputToTau", "cell.inputToTau", x, "cellTauKernel", channels).ifPresent(decay::add);
    ways.extra("residualToCellTau", "cell.residualToCellTau", residual, "cellTauKernel", channels)
        .ifPresent(decay::add);
    List<Tensor> gate = new ArrayList<>();
    gate.add(ways.way("cell.gate", h, "gateSeparable", "gateKernel", channels));
    ways.extra("inputToGate", "cell.inputToGate", x, "gateKernel", channels).ifPresent(gate::add);
    ways.extra("residualToCellGate", "cell.residualToCellGate", residual, "gateKernel", channels)
        .ifPresent(gate::add);
    Tensor kept = layers.multiply(decayed(decay), c);
    Tensor entered = layers.multiply(gated(gate), toCell(channels));
    return activated("cell", layers.add(kept, entered));
  }

  /** What the cell reads: x itself where no way leads there. */
  private Tensor toCell(int channels) {
    List<Tensor> sum = new ArrayList<>();
    if (options.flag("cellResidual")) {
      sum.add(
          ways.way(
              "cell.residual", residual, "feedforwardSeparable", "feedforwardKernel", channels));
    }
    if (options.flag("inputToCell")) {
      sum.add(
          ways.way("cell.inputToCell", x, "feedforwardSeparable", "feedforwardKernel", channels));
    }
    if (sum.isEmpty()) {
      sum.add(x);
    }
    if (options.feedbackEntry().equals("cell")) {
      feedback.ifPresent(f -> sum.add(ways.feedback(f, channels)));
    }
    return sum(sum);
  }

  /** h'. */
  Tensor output(Tensor h, Optional<Tensor> c) {
    int channels = h.channels();
    List<Tensor> decay = new ArrayList<>();
    decay.add(ways.way("out.tau", h, "tauSeparable", "tauKernel", channels));
    ways.extra("inputToTau", "out.inputToTau", x, "tauKernel", channels).ifPresent(decay::add);
    ways.extra("residualToOutTau", "out.residualToOutTau", residual, "tauKernel", channels)
        .ifPresent(decay::add);
    Optional<Tensor> fromCell =
        c.map(cell -> ways.way("out.gate", cell, "gateSeparable", "gateKernel", channels));
    boolean added = options.flag("cellToOut");
    List<Tensor> gate = new ArrayList<>();
    fromCell.filter(t -> !added).ifPresent(gate::add);
    residualToOutGate(channels).ifPresent(gate::add);
    ways.extra("inputToGate", "out.inputToGate", x, "gateKernel", channels).ifPresent(gate::add);
    List<Tensor> entering = new ArrayList<>(List.of(toOut(channels)));
    fromCell.filter(t -> added).ifPresent(entering::add);
    Tensor kept = layers.multiply(decayed(decay), h);
    Tensor u = sum(entering);
    Tensor entered = gate.isEmpty() ? ungated(u) : layers.multiply(gated(gate), u);
    return activated("out", layers.add(kept, entered));
  }

  private Optional<Tensor> residualToOutGate(int channels) {
    return options.flag("residualToOutGate")
        ? Optional.of(
            ways.way("out.residualToOutGate", residual, "gateSeparable", "gateKernel", channels))
        : Optional.empty();
  }

  private Tensor toOut(int channels) {
    List<Tensor> sum = new ArrayList<>();
    sum.add(
        options.flag("inputToOut")
            ? ways.way("out.inputToOut", x, "inOutSeparable", "inOutKernel", channels)
            : x);
    if (options.flag("outResidual")) {
      sum.add(ways.residual(residual, x));
    }
    if (options.feedbackEntry().equals("out")) {
      feedback.ifPresent(f -> sum.add(ways.feedback(f, channels)));
    }
    return sum(sum);
  }

  private Tensor decayed(List<Tensor> parts) {
    return share("tau", sum(parts));
  }

  private Tensor gated(List<Tensor> parts) {
    return share("gate", sum(parts));
  }

  /** Nothing gates: the nonlinearity of 0. */
  private Tensor ungated(Tensor u) {
    double of0 = options.activation("gateNonlinearity").at0();
    double share = options.decimal("gateOffset") + options.decimal("gateMultiplier") * of0;
    return layers.affine(u, share, 0);
  }

  /**
   * {@code offset + multiplier nonlinearity(x + bias)}; separable ways have a bias of their own.
   */
  private Tensor share(String kind, Tensor x) {
    double bias = options.flag(kind + "Separable") ? 0 : options.decimal(kind + "Bias");
    Tensor bounded =
        layers.activation(options.activation(kind + "Nonlinearity"), layers.affine(x, 1, bias));
    return layers.affine(
        bounded, options.decimal(kind + "Multiplier"), options.decimal(kind + "Offset"));
  }

  private Tensor activated(String state, Tensor sum) {
    Tensor normed =
        options.flag("layerNorm")
            ? layers.layerNorm(ways.site().layer(state + ".layerNorm"), sum)
            : sum;
    return layers.activation(options.activation(state + "Activation"), normed);
  }

  private Tensor sum(List<Tensor> parts) {
    return parts.stream().reduce(layers::add).orElseThrow();
  }
}
