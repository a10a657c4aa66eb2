// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.api.rule.Locality;
import org.retrograde.api.rule.SynapticSignals;

/** {@code -<W, B>}: draws B towards W itself. */
public record Self() implements AlignmentPrimitive {

  @Override
  public String id() {
    return "self";
  }

  @Override
  public String description() {
    return "minus the inner product of W and B, which draws B towards W";
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
    return InnerProduct.of(signals.weight(), signals.feedback(), signals).neg();
  }

  @Override
  public SDVariable gradient(SynapticSignals signals) {
    return signals.weight().neg();
  }
}
