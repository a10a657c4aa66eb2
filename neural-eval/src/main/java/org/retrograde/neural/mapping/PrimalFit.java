// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import org.retrograde.api.metric.FitNotes;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.metric.Matrix;

/**
 * A linear map with a coefficient for each unit.
 *
 * @param units what centres and scales the units
 * @param coefficients {@code [units, neuroids]}
 * @param responses where predictions belong
 */
record PrimalFit(CentredUnits units, Matrix coefficients, Centred responses, FitNotes notes)
    implements Mapping.Fitted {

  @Override
  public Matrix predict(int... rows) {
    return responses.restore(units.times(coefficients, rows));
  }
}
