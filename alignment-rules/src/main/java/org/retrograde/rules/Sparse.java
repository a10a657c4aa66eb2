// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.api.rule.Locality;
import org.retrograde.api.rule.SynapticSignals;

/** {@code 1/2 |C_B(x)|² / N}: penalises what B makes of the input. */
public record Sparse() implements AlignmentPrimitive {

  @Override
  public String id() {
    return "sparse";
  }

  @Override
  public String description() {
    return "half the squared norm of the input as B projects it, which keeps B small where inputs"
        + " vary";
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
    return Locality.NON_LOCAL;
  }

  @Override
  public SDVariable value(SynapticSignals signals) {
    SDVariable projected = signals.map().apply(signals.feedback(), signals.input());
    return InnerProduct.of(projected, projected, signals).mul(0.5 / signals.batch());
  }

  @Override
  public SDVariable gradient(SynapticSignals signals) {
    SDVariable projected = signals.map().apply(signals.feedback(), signals.input());
    return signals.map().filterGradient(signals.input(), projected).mul(1.0 / signals.batch());
  }
}
