// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.cell;

import java.util.List;
import org.retrograde.api.cell.CellInput;
import org.retrograde.api.cell.CellSite;
import org.retrograde.api.cell.CellStep;
import org.retrograde.api.cell.RecurrentCell;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.SharedLayers;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

/**
 * {@code [gh; hh; gy; yy] = W [x; h] + b}; the state is {@code σ(gh + f) h + (1 - σ(gh + f))
 * tanh(hh)}, the output {@code σ(gy + f) x + (1 - σ(gy + f)) ReLU(yy)}.
 */
public final class IntersectionRnnCell implements RecurrentCell {

  @Override
  public String id() {
    return "intersection-rnn";
  }

  @Override
  public String description() {
    return "a gated state and, beside it, a gated path through depth";
  }

  @Override
  public String source() {
    return "Collins, Sohl-Dickstein and Sussillo 2016, equations 10 to 15";
  }

  @Override
  public ParameterTable parameters() {
    return CellKeys.table(CellKeys.kernel(), CellKeys.channels(), CellKeys.forgetBias());
  }

  @Override
  public List<ImageShape> states(CellSite site, Parameters parameters) {
    ImageShape state = Gates.state(site, parameters);
    if (state.channels() != site.input().channels()) {
      throw RetrogradeException.usage(
          new Problem(
              "node '" + site.node() + "', cell " + id(),
              state.channels() + " channels for an input of " + site.input().channels(),
              "as many channels as the input has, which is mixed with the output",
              "leave channels out, or give the convolution before the cell as many filters"));
    }
    return List.of(state);
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
    List<Tensor> gates =
        Gates.of(layers, site.node() + "/cell", List.of(x, h), 4, h.channels(), parameters);
    double bias = parameters.decimal("forgetBias");
    Tensor keep = Gates.open(layers, gates.get(0), bias);
    Tensor pass = Gates.open(layers, gates.get(2), bias);
    Tensor next = Gates.mix(layers, keep, h, layers.activation(Activation.TANH, gates.get(1)));
    Tensor output = Gates.mix(layers, pass, x, layers.activation(Activation.RELU, gates.get(3)));
    return new CellStep(output, List.of(next));
  }
}
