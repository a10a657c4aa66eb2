// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture.planted.provider;

import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.api.rule.Locality;
import org.retrograde.api.rule.SynapticSignals;

/** Planted: a primitive that nobody can find. */
public final class Unlisted implements AlignmentPrimitive {

  @Override
  public String id() {
    return "unlisted";
  }

  @Override
  public String description() {
    return "is named in no file";
  }

  @Override
  public String source() {
    return "planted";
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
    return signals.feedback();
  }

  @Override
  public SDVariable gradient(SynapticSignals signals) {
    return signals.feedback();
  }
}
