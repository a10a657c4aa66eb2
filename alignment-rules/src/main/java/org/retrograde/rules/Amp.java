// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.api.rule.Locality;
import org.retrograde.api.rule.SynapticSignals;

/**
 * {@code -<C_B(x), y> / N}: rewards B for turning the input into the output, as Hebb's rule does.
 */
public record Amp() implements AlignmentPrimitive {

  @Override
  public String id() {
    return "amp";
  }

  @Override
  public String description() {
    return "minus the product of the output with the input as B projects it, which draws B towards"
        + " W";
  }

  @Override
  public String source() {
    return Sources.TWO_ROUTES;
  }

  @Override
  public ParameterTable parameters() {
    return ParameterTable.of();
  }

  @Override
  public Locality locality() {
    return Locality.LOCAL;
  }

  @Override
  public SDVariable value(SynapticSignals signals) {
    SDVariable projected = signals.map().apply(signals.feedback(), signals.input());
    return InnerProduct.of(projected, signals.output(), signals).mul(-1.0 / signals.batch());
  }

  @Override
  public SDVariable gradient(SynapticSignals signals) {
    return signals
        .map()
        .filterGradient(signals.input(), signals.output())
        .mul(-1.0 / signals.batch());
  }
}
