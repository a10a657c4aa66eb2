// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.cell;

import java.util.List;
import java.util.Optional;
import org.retrograde.api.cell.CellInput;
import org.retrograde.api.cell.CellSite;
import org.retrograde.api.cell.CellStep;
import org.retrograde.api.cell.RecurrentCell;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.SharedLayers;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.convrnn.graph.ReciprocalGatedOptions;

/**
 * Two states, a cell c and the output h, that gate the input's way into each other. With all ways
 * switched off, {@code c' = f((a + k τ(T_c c)) c + (a' + k' γ(G_h h)) x)} and {@code h' = f((a + k
 * τ(T_h h)) h + (a' + k' γ(G_c c)) x)}, where both read the states of the step before.
 */
public final class ReciprocalGatedCell implements RecurrentCell {

  @Override
  public String id() {
    return "reciprocal-gated";
  }

  @Override
  public String description() {
    return "a cell and an output that gate the input's way into each other";
  }

  @Override
  public String source() {
    return "Nayebi et al. 2018, equations 3 to 6, and the switches of the published code";
  }

  @Override
  public ParameterTable parameters() {
    return CellKeys.table(ReciprocalGatedOptions.table().specs().toArray(ParameterSpec[]::new));
  }

  @Override
  public List<ImageShape> states(CellSite site, Parameters parameters) {
    ReciprocalGatedOptions options = ReciprocalGatedOptions.of(parameters.values());
    ImageShape out = site.input();
    if (!options.hasCell()) {
      return List.of(out);
    }
    int channels = options.cellChannels().orElse(out.channels());
    boolean reads = options.flag("inputToCell") || options.flag("cellResidual");
    if (!reads && channels != out.channels()) {
      throw RetrogradeException.usage(
          new Problem(
              "node '" + site.node() + "', cell " + id(),
              channels
                  + " cell channels that read "
                  + out.channels()
                  + " input channels unconvolved",
              "equal numbers, or a way from the input to the cell",
              "set inputToCell: true, or leave cellChannels out"));
    }
    return List.of(new ImageShape(out.height(), out.width(), channels), out);
  }

  @Override
  public CellStep step(
      SharedLayers layers,
      CellSite site,
      CellInput input,
      List<Tensor> states,
      Parameters parameters) {
    ReciprocalGatedOptions options = ReciprocalGatedOptions.of(parameters.values());
    ReciprocalWays ways = new ReciprocalWays(layers, site, options, parameters);
    ReciprocalStep step =
        new ReciprocalStep(
            layers, ways, options, ways.entering(input), input.residual(), input.feedback());
    Tensor h = states.get(states.size() - 1);
    if (!options.hasCell()) {
      Tensor next = step.output(h, Optional.empty());
      return new CellStep(next, List.of(next));
    }
    Tensor c = states.get(0);
    Tensor next = step.output(h, Optional.of(c));
    return new CellStep(next, List.of(step.cell(c, h), next));
  }
}
