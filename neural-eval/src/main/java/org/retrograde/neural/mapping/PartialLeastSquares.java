// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import java.util.Arrays;
import java.util.List;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

/** Partial least squares regression by NIPALS. */
public final class PartialLeastSquares implements Mapping {

  private static final ParameterTable PARAMETERS =
      ParameterTable.of(
          ParameterSpec.integer("components", "1", 25, 1, 10_000, "how many components to find"),
          ParameterSpec.flag(
              "scale", false, "whether units and neuroids are divided by their deviations"),
          ParameterSpec.decimal(
              "tolerance", "1", 1e-6, 0, 1, "squared change of weights that ends a component"),
          ParameterSpec.integer(
              "maxIterations", "passes", 500, 1, 1_000_000, "passes that a component may take"),
          ParameterSpec.choice(
              "form",
              "auto",
              List.of("auto", "direct", "kernel", "covariance"),
              "which products of the activations to work on: results are the same, speed is not"));

  @Override
  public String id() {
    return "pls";
  }

  @Override
  public String description() {
    return "Partial least squares regression: the components of X that covary most with Y";
  }

  @Override
  public String source() {
    return "NIPALS PLS2 with the start, the stopping rule and the deflation of scikit-learn 1.2's"
        + " PLSRegression, as Brain-Score uses it (Schrimpf et al. 2018)";
  }

  @Override
  public ParameterTable parameters() {
    return PARAMETERS;
  }

  @Override
  public Design prepare(Activations activations, int[] train, Parameters parameters) {
    PlsOptions options = PlsOptions.of(parameters);
    check(options.components(), Math.min(train.length, activations.units()), parameters);
    String form = parameters.text("form");
    boolean wide = activations.units() > train.length;
    if (form.equals("direct")) {
      return direct(CentredUnits.of(activations, train, options.scale()), options);
    }
    return form.equals("kernel") || (form.equals("auto") && wide)
        ? kernel(CentredKernel.of(activations, train, options.scale()), options)
        : covariance(CentredUnits.of(activations, train, options.scale()), options);
  }

  private static void check(int components, int most, Parameters parameters) {
    if (components > most) {
      throw RetrogradeException.usage(
          new Problem(
              "pls.components",
              parameters.integer("components") + " components",
              "at most " + most + ", the smaller of the numbers of training stimuli and of units",
              "ask for fewer components, or give more stimuli"));
    }
  }

  private static Design direct(CentredUnits units, PlsOptions options) {
    Matrix x = units.rows(units.train());
    return responses -> {
      Centred y = Centred.of(responses, options.scale());
      Matrix copy = new Matrix(x.rows(), x.columns(), x.values().clone());
      PlsComponents found = new DirectPls(copy, y.values(), options).fit();
      return primal(units, found, y);
    };
  }

  private static Design covariance(CentredUnits units, PlsOptions options) {
    Matrix scatter = units.scatter();
    return responses -> {
      Centred y = Centred.of(responses, options.scale());
      Matrix products = units.products(y.values());
      return primal(
          units, new CovariancePls(scatter, products, squares(y.values()), options).fit(), y);
    };
  }

  private static Fitted primal(CentredUnits units, PlsComponents found, Centred y) {
    Matrix coefficients = found.coefficients(units.means().length, y.means().length);
    return new PrimalFit(units, coefficients, y, found.notes());
  }

  private static Design kernel(CentredKernel kernel, PlsOptions options) {
    return responses -> {
      Centred y = Centred.of(responses, options.scale());
      PlsComponents found = new KernelPls(kernel.train(), y.values(), options).fit();
      Matrix multiples = found.coefficients(kernel.train().rows(), y.means().length);
      return new DualFit(kernel, multiples, y, found.notes());
    };
  }

  private static double[] squares(Matrix matrix) {
    double[] squares = new double[matrix.columns()];
    Arrays.setAll(squares, j -> Arrays.stream(matrix.column(j)).map(value -> value * value).sum());
    return squares;
  }
}
