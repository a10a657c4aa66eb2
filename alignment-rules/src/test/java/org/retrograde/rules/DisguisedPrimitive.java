// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.function.IntToDoubleFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.api.rule.Locality;
import org.retrograde.api.rule.SynapticSignals;

/**
 * A primitive that claims another name and locality, and whose value and gradient are multiplied by
 * functions of the batch size.
 */
record DisguisedPrimitive(
    AlignmentPrimitive primitive,
    String id,
    Locality locality,
    IntToDoubleFunction valueFactor,
    IntToDoubleFunction gradientFactor)
    implements AlignmentPrimitive {

  DisguisedPrimitive(AlignmentPrimitive primitive, String id, Locality locality) {
    this(primitive, id, locality, batch -> 1, batch -> 1);
  }

  @Override
  public String description() {
    return primitive.description();
  }

  @Override
  public String source() {
    return primitive.source();
  }

  @Override
  public ParameterTable parameters() {
    return primitive.parameters();
  }

  @Override
  public SDVariable value(SynapticSignals signals) {
    return primitive.value(signals).mul(valueFactor.applyAsDouble(signals.batch()));
  }

  @Override
  public SDVariable gradient(SynapticSignals signals) {
    return primitive.gradient(signals).mul(gradientFactor.applyAsDouble(signals.batch()));
  }
}
