// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture.planted.provider;

import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.api.rule.Locality;
import org.retrograde.api.rule.SynapticSignals;

/** Planted: a primitive that does not say what it is. */
public final class Mumbling implements AlignmentPrimitive {

  @Override
  public String id() {
    return "No Id";
  }

  @Override
  public String description() {
    return "two\nlines.";
  }

  @Override
  public String source() {
    return " ";
  }

  @Override
  public ParameterTable parameters() {
    return ParameterTable.of(ParameterSpec.flag("strength", true, ""));
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
