// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

/** Units taken for neuroids as they are, first for first. */
public final class NoMapping implements Mapping {

  @Override
  public String id() {
    return "none";
  }

  @Override
  public String description() {
    return "No fit: each unit stands for the neuroid in the same place";
  }

  @Override
  public String source() {
    return "the identity map of neuroailab/brainmodel_utils";
  }

  @Override
  public ParameterTable parameters() {
    return ParameterTable.of();
  }

  @Override
  public Design prepare(Activations activations, int[] train, Parameters parameters) {
    return responses -> {
      if (responses.columns() != activations.units()) {
        throw RetrogradeException.usage(
            new Problem(
                "mapping 'none'",
                activations.units() + " units for " + responses.columns() + " neuroids",
                "as many units as neuroids",
                "choose a mapping that is fitted, such as pls"));
      }
      return rows -> activations.units(0, activations.units()).rows(rows);
    };
  }
}
