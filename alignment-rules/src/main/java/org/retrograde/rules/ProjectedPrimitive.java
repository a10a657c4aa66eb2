// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.api.rule.SynapticSignals;

/**
 * A primitive that is a formula over projections, from which its value and gradients under every
 * option follow.
 */
sealed interface ProjectedPrimitive extends AlignmentPrimitive
    permits Amp, Decay, Null, Self, Sparse {

  /** The formula. */
  AlignmentTerm term(Projections projections);

  @Override
  default ParameterTable parameters() {
    return ParameterTable.of();
  }

  @Override
  default SDVariable value(SynapticSignals signals) {
    return term(Projections.plain(signals)).value().get();
  }

  @Override
  default SDVariable gradient(SynapticSignals signals) {
    return term(Projections.plain(signals)).gradients().get().forFeedback().orElseThrow();
  }
}
