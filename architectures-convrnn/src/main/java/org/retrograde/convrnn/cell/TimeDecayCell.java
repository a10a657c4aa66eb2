// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.cell;

import java.util.List;
import org.retrograde.api.cell.CellInput;
import org.retrograde.api.cell.CellSite;
import org.retrograde.api.cell.CellStep;
import org.retrograde.api.cell.RecurrentCell;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.ParameterRole;
import org.retrograde.api.graph.SharedLayers;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

/** {@code s' = m s + x}; the output is s'. */
public final class TimeDecayCell implements RecurrentCell {

  @Override
  public String id() {
    return "time-decay";
  }

  @Override
  public String description() {
    return "a trace that decays by a factor a step, without gates or kernels";
  }

  @Override
  public String source() {
    return "Nayebi et al. 2018, control models";
  }

  @Override
  public ParameterTable parameters() {
    double any = Double.POSITIVE_INFINITY;
    return ParameterTable.of(
        ParameterSpec.decimal("decay", "1", 0, -any, any, "the factor before the first step"),
        ParameterSpec.flag("trainable", true, "whether the factor is learned"));
  }

  @Override
  public List<ImageShape> states(CellSite site, Parameters parameters) {
    return List.of(site.input());
  }

  @Override
  public CellStep step(
      SharedLayers layers,
      CellSite site,
      CellInput input,
      List<Tensor> states,
      Parameters parameters) {
    Tensor next = next(layers, site, input.input(), states.get(0), parameters);
    return new CellStep(next, List.of(next));
  }

  private static Tensor next(
      SharedLayers layers, CellSite site, Tensor x, Tensor state, Parameters parameters) {
    double decay = parameters.decimal("decay");
    if (parameters.flag("trainable")) {
      Tensor factor =
          layers.parameter(
              site.layer("decay"),
              List.of(1),
              ParameterRole.SCALE,
              new Initializer.Constant(decay));
      return layers.add(layers.scale(state, factor), x);
    }
    return decay == 0 ? x : layers.add(layers.affine(state, decay, 0), x);
  }
}
