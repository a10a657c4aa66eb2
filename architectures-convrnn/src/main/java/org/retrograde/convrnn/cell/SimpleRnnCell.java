// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.cell;

import java.util.List;
import org.retrograde.api.cell.CellInput;
import org.retrograde.api.cell.CellSite;
import org.retrograde.api.cell.CellStep;
import org.retrograde.api.cell.RecurrentCell;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.ConvolutionSpec;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.SharedLayers;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

/**
 * {@code h' = ELU(W_i x + b_i + W_s h + b_s)}, the sum normalised if asked for; the output is h'.
 */
public final class SimpleRnnCell implements RecurrentCell {

  @Override
  public String id() {
    return "simple-rnn";
  }

  @Override
  public String description() {
    return "input and state convolved and added, then ELU";
  }

  @Override
  public String source() {
    return "Nayebi et al. 2018, control models";
  }

  @Override
  public ParameterTable parameters() {
    return CellKeys.table(CellKeys.kernel(), CellKeys.channels(), CellKeys.layerNorm());
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
    int channels = CellKeys.channels(parameters, site.input().channels());
    ConvolutionSpec spec =
        CellKeys.convolution(channels, parameters, CellKeys.biasStart(parameters));
    Tensor sum =
        layers.add(
            layers.convolution(site.layer("input"), input.input(), spec),
            layers.convolution(site.layer("state"), states.get(0), spec));
    Tensor normed =
        parameters.flag("layerNorm") ? layers.layerNorm(site.layer("layerNorm"), sum) : sum;
    Tensor next = layers.activation(Activation.ELU, normed);
    return new CellStep(next, List.of(next));
  }
}
