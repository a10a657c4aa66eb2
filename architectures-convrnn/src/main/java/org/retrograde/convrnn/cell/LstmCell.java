// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.cell;

import java.util.List;
import org.retrograde.api.cell.CellInput;
import org.retrograde.api.cell.CellSite;
import org.retrograde.api.cell.CellStep;
import org.retrograde.api.cell.RecurrentCell;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.ParameterRole;
import org.retrograde.api.graph.SharedLayers;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

/**
 * {@code [i; j; f; o] = W [x; h] + b; c' = σ(f + fb) c + σ(i) tanh(j); h' = σ(o) tanh(c')}; the
 * output is h'. With peepholes, weights a pixel times the old c are added to i, f and o.
 */
public final class LstmCell implements RecurrentCell {

  @Override
  public String id() {
    return "lstm";
  }

  @Override
  public String description() {
    return "a cell state behind an input, a forget and an output gate";
  }

  @Override
  public String source() {
    return "Shi et al. 2015; peepholes as in the published ConvRNNs, whose output gate reads the"
        + " old cell";
  }

  @Override
  public ParameterTable parameters() {
    return CellKeys.table(
        CellKeys.kernel(),
        CellKeys.channels(),
        CellKeys.forgetBias(),
        CellKeys.layerNorm(),
        ParameterSpec.flag(
            "peepholes", false, "whether gates read the cell state, pixel by pixel"));
  }

  @Override
  public List<ImageShape> states(CellSite site, Parameters parameters) {
    ImageShape state = Gates.state(site, parameters);
    return List.of(state, state);
  }

  @Override
  public CellStep step(
      SharedLayers layers,
      CellSite site,
      CellInput input,
      List<Tensor> states,
      Parameters parameters) {
    Tensor c = states.get(0);
    Tensor h = states.get(1);
    List<Tensor> parts =
        Gates.of(
            layers, site.node() + "/cell", List.of(input.input(), h), 4, h.channels(), parameters);
    Lstm lstm = new Lstm(layers, site, parameters);
    Tensor write = Gates.open(layers, lstm.gate("input", parts.get(0), c), 0);
    Tensor fresh = layers.activation(Activation.TANH, lstm.normed("candidate", parts.get(1)));
    Tensor keep =
        Gates.open(layers, lstm.gate("forget", parts.get(2), c), parameters.decimal("forgetBias"));
    Tensor cell =
        lstm.normed("state", layers.add(layers.multiply(keep, c), layers.multiply(write, fresh)));
    Tensor read = Gates.open(layers, lstm.gate("output", parts.get(3), c), 0);
    Tensor next = layers.multiply(layers.activation(Activation.TANH, cell), read);
    return new CellStep(next, List.of(cell, next));
  }

  /** One step's surroundings. */
  private record Lstm(SharedLayers layers, CellSite site, Parameters parameters) {

    Tensor normed(String part, Tensor x) {
      return parameters.flag("layerNorm") ? layers.layerNorm(site.layer(part), x) : x;
    }

    Tensor gate(String part, Tensor x, Tensor c) {
      Tensor sum = normed(part, x);
      if (!parameters.flag("peepholes")) {
        return sum;
      }
      List<Integer> shape = c.shape().subList(1, c.rank());
      Tensor weights =
          layers.parameter(
              site.layer("peephole." + part),
              List.copyOf(shape),
              ParameterRole.SCALE,
              new Initializer.Uniform(
                  Math.sqrt(GLOROT / (c.length(1) * (c.length(2) + c.channels())))));
      return layers.add(sum, layers.scale(c, weights));
    }
  }

  /** TensorFlow counts an array's last two axes as fans, the ones before as the kernel's area. */
  private static final double GLOROT = 6;
}
