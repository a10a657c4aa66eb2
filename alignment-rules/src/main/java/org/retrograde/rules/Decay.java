// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.api.rule.Locality;
import org.retrograde.api.rule.SynapticSignals;

/** {@code 1/2 |B|²}: keeps the feedback weights small. */
public record Decay() implements AlignmentPrimitive {

  @Override
  public String id() {
    return "decay";
  }

  @Override
  public String description() {
    return "half the squared norm of B, which keeps B small";
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
    return InnerProduct.of(signals.feedback(), signals.feedback(), signals).mul(0.5);
  }

  @Override
  public SDVariable gradient(SynapticSignals signals) {
    return signals.feedback();
  }
}
