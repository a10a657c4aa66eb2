// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.FitNotes;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.neural.linear.Cholesky;

/** Ridge regression with a given penalty. */
public final class Ridge implements Mapping {

  private static final ParameterTable PARAMETERS = ParameterTable.of(penalty());

  static ParameterSpec penalty() {
    return ParameterSpec.decimal(
        "alpha", "squared activation", 1, 0, Double.MAX_VALUE, "penalty of squared coefficients");
  }

  @Override
  public String id() {
    return "ridge";
  }

  @Override
  public String description() {
    return "Ridge regression: least squares with a penalty, the intercept left free";
  }

  @Override
  public String source() {
    return "Hoerl and Kennard 1970; scikit-learn's Ridge, as Brain-Score uses it";
  }

  @Override
  public ParameterTable parameters() {
    return PARAMETERS;
  }

  @Override
  public Design prepare(Activations activations, int[] train, Parameters parameters) {
    double alpha = parameters.decimal("alpha");
    return activations.units() > train.length
        ? dual(CentredKernel.of(activations, train), alpha)
        : primal(CentredUnits.of(activations, train, false), alpha);
  }

  private static Design dual(CentredKernel kernel, double alpha) {
    Cholesky factor = factor(kernel.train(), alpha);
    return responses -> {
      Centred y = Centred.of(responses);
      return new DualFit(kernel, factor.solve(y.values()), y, FitNotes.NONE);
    };
  }

  private static Design primal(CentredUnits units, double alpha) {
    Cholesky factor = factor(units.scatter(), alpha);
    return responses -> {
      Centred y = Centred.of(responses);
      Matrix coefficients = factor.solve(units.products(y.values()));
      return new PrimalFit(units, coefficients, y, FitNotes.NONE);
    };
  }

  /** Factorises products with the penalty on their diagonal. */
  static Cholesky factor(Matrix products, double alpha) {
    Matrix penalised = new Matrix(products.rows(), products.columns(), products.values().clone());
    for (int i = 0; i < penalised.rows(); i++) {
      penalised.set(i, i, penalised.at(i, i) + alpha);
    }
    return Cholesky.of(penalised)
        .orElseThrow(
            () ->
                RetrogradeException.usage(
                    new Problem(
                        "ridge.alpha",
                        alpha + ", with which the coefficients are not determined",
                        "a larger penalty",
                        "raise it, or use the mapping 'linear'")));
  }
}
