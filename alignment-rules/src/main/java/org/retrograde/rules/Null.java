// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.api.rule.Locality;
import org.retrograde.api.rule.SynapticSignals;

/**
 * {@code 1/2 |T_B(y)|² / N}: penalises what B carries back of the output, which bounds B whatever W
 * does.
 */
public record Null() implements AlignmentPrimitive {

  @Override
  public String id() {
    return "null";
  }

  @Override
  public String description() {
    return "half the squared norm of the output as B carries it back, which bounds B whatever W"
        + " does";
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
    SDVariable carriedBack = signals.map().adjoint(signals.feedback(), signals.output());
    return InnerProduct.of(carriedBack, carriedBack, signals).mul(0.5 / signals.batch());
  }

  @Override
  public SDVariable gradient(SynapticSignals signals) {
    SDVariable carriedBack = signals.map().adjoint(signals.feedback(), signals.output());
    return signals.map().filterGradient(carriedBack, signals.output()).mul(1.0 / signals.batch());
  }
}
