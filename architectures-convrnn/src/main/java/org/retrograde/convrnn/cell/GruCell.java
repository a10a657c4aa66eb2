// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.cell;

import java.util.List;
import org.retrograde.api.cell.CellInput;
import org.retrograde.api.cell.CellSite;
import org.retrograde.api.cell.CellStep;
import org.retrograde.api.cell.RecurrentCell;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.SharedLayers;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

/**
 * {@code [r; u] = W_g [x; h] + b_g; k = tanh(W_c [x; σ(r + f) h] + b_c); h' = σ(u) h + (1 - σ(u))
 * k}; the output is h'. The gates' biases start 1 above the candidate's.
 */
public final class GruCell implements RecurrentCell {

  @Override
  public String id() {
    return "gru";
  }

  @Override
  public String description() {
    return "a reset gate and an update gate";
  }

  @Override
  public String source() {
    return "Cho et al. 2014, with convolutions";
  }

  @Override
  public ParameterTable parameters() {
    return CellKeys.table(
        CellKeys.kernel(), CellKeys.channels(), CellKeys.forgetBias(), CellKeys.layerNorm());
  }

  @Override
  public List<ImageShape> states(CellSite site, Parameters parameters) {
    return List.of(Gates.state(site, parameters));
  }

  @Override
  public CellStep step(
      SharedLayers layers,
      CellSite site,
      CellInput input,
      List<Tensor> states,
      Parameters parameters) {
    Tensor h = states.get(0);
    Tensor x = input.input();
    Tensor gates =
        layers.convolution(
            site.layer("gates"),
            layers.concat(List.of(x, h)),
            CellKeys.convolution(
                2 * h.channels(), parameters, CellKeys.biasStart(parameters) + GATES_ABOVE));
    List<Tensor> parts = layers.split(gates, h.channels(), h.channels());
    Tensor reset = normed(layers, site, "reset", parts.get(0), parameters);
    Tensor r = Gates.open(layers, reset, parameters.decimal("forgetBias"));
    Tensor u = Gates.open(layers, normed(layers, site, "update", parts.get(1), parameters), 0);
    Tensor fresh =
        layers.convolution(
            site.layer("candidate"),
            layers.concat(List.of(x, layers.multiply(r, h))),
            CellKeys.convolution(h.channels(), parameters, CellKeys.biasStart(parameters)));
    Tensor k =
        layers.activation(Activation.TANH, normed(layers, site, "candidate", fresh, parameters));
    Tensor next = Gates.mix(layers, u, h, k);
    return new CellStep(next, List.of(next));
  }

  /** So that at first the state is rather kept. */
  private static final double GATES_ABOVE = 1;

  private static Tensor normed(
      SharedLayers layers, CellSite site, String part, Tensor x, Parameters parameters) {
    return parameters.flag("layerNorm") ? layers.layerNorm(site.layer(part), x) : x;
  }
}
