// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.FitNotes;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.neural.linear.Blas;

/** Least squares: of all solutions that which has the smallest coefficients. */
public final class LeastSquares implements Mapping {

  private static final ParameterTable PARAMETERS =
      ParameterTable.of(
          ParameterSpec.decimal(
              "cutoff", "1", 1e-12, 0, 1, "singular values below this part of the largest are 0"));

  @Override
  public String id() {
    return "linear";
  }

  @Override
  public String description() {
    return "Least squares, with the smallest coefficients where there are several solutions";
  }

  @Override
  public String source() {
    return "Moore-Penrose inverse of centred activations; Brain-Score's linear_predictivity with a"
        + " cut-off that removes the singular value that centring makes 0";
  }

  @Override
  public ParameterTable parameters() {
    return PARAMETERS;
  }

  @Override
  public Design prepare(Activations activations, int[] train, Parameters parameters) {
    CentredUnits units = CentredUnits.of(activations, train, false);
    Blas.Singular singular = Blas.singular(units.rows(train));
    double[] values = singular.values();
    double least = parameters.decimal("cutoff") * (values.length == 0 ? 0 : values[0]);
    return responses -> {
      Centred y = Centred.of(responses);
      Matrix projected = Blas.transposedProduct(singular.left(), y.values());
      for (int at = 0; at < projected.values().length; at++) {
        double value = values[at / projected.columns()];
        projected.values()[at] = value > least ? projected.values()[at] / value : 0;
      }
      Matrix coefficients = Blas.transposedProduct(singular.right(), projected);
      return new PrimalFit(units, coefficients, y, FitNotes.NONE);
    };
  }
}
