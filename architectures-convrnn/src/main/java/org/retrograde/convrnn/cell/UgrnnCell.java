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

/** {@code [g; k] = W [x; h] + b; h' = σ(g + f) h + (1 - σ(g + f)) tanh(k)}; the output is h'. */
public final class UgrnnCell implements RecurrentCell {

  @Override
  public String id() {
    return "ugrnn";
  }

  @Override
  public String description() {
    return "one gate between the state and a candidate";
  }

  @Override
  public String source() {
    return "Collins, Sohl-Dickstein and Sussillo 2016, equations 7 to 9";
  }

  @Override
  public ParameterTable parameters() {
    return CellKeys.table(CellKeys.kernel(), CellKeys.channels(), CellKeys.forgetBias());
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
    int channels = h.channels();
    List<Tensor> gates =
        Gates.of(layers, site.node() + "/cell", List.of(input.input(), h), 2, channels, parameters);
    Tensor g = Gates.open(layers, gates.get(0), parameters.decimal("forgetBias"));
    Tensor next = Gates.mix(layers, g, h, layers.activation(Activation.TANH, gates.get(1)));
    return new CellStep(next, List.of(next));
  }
}
