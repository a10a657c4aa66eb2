// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.FitNotes;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.neural.linear.Blas;
import org.retrograde.neural.stats.Percentiles;

/** Ridge regression of each neuroid on those units alone that go with it most. */
public final class Percentile implements Mapping {

  private static final ParameterTable PARAMETERS =
      ParameterTable.of(
          ParameterSpec.decimal(
              "percentile",
              "percent",
              90,
              0,
              100,
              "units with correlations from this percentile of all units' on are kept"),
          Ridge.penalty());

  @Override
  public String id() {
    return "percentile";
  }

  @Override
  public String description() {
    return "Ridge regression of each neuroid on the units with the largest correlations with it";
  }

  @Override
  public String source() {
    return "the percentile map of neuroailab/brainmodel_utils";
  }

  @Override
  public ParameterTable parameters() {
    return PARAMETERS;
  }

  @Override
  public Design prepare(Activations activations, int[] train, Parameters parameters) {
    CentredUnits units = CentredUnits.of(activations, train, false);
    Matrix rows = units.rows(train);
    double fraction = parameters.decimal("percentile") / 100;
    double alpha = parameters.decimal("alpha");
    return responses -> {
      Matrix correlations = UnitCorrelations.of(activations, train, responses);
      Centred y = Centred.of(responses);
      Matrix coefficients = Matrix.zeros(rows.columns(), responses.columns());
      double[] kept = new double[responses.columns()];
      for (int j = 0; j < kept.length; j++) {
        int[] chosen = chosen(correlations.column(j), fraction);
        kept[j] = chosen.length;
        fit(rows, chosen, y.values().column(j), alpha, coefficients, j);
      }
      List<Double> numbers = Arrays.stream(kept).boxed().toList();
      return new PrimalFit(
          units, coefficients, y, new FitNotes(Map.of("units", numbers), List.of()));
    };
  }

  /** Constant units have no correlation and are never chosen. */
  private static int[] chosen(double[] correlations, double fraction) {
    double least = Percentiles.ignoringNaN(correlations, fraction);
    return IntStream.range(0, correlations.length)
        .filter(unit -> correlations[unit] >= least)
        .toArray();
  }

  private static void fit(
      Matrix rows, int[] chosen, double[] response, double alpha, Matrix coefficients, int j) {
    if (chosen.length == 0) {
      return;
    }
    Matrix x = columns(rows, chosen);
    Matrix y = new Matrix(response.length, 1, response);
    Matrix solution =
        chosen.length > rows.rows()
            ? Blas.transposedProduct(x, Ridge.factor(Blas.gram(x), alpha).solve(y))
            : Ridge.factor(Blas.scatter(x), alpha).solve(Blas.transposedProduct(x, y));
    for (int k = 0; k < chosen.length; k++) {
      coefficients.set(chosen[k], j, solution.at(k, 0));
    }
  }

  private static Matrix columns(Matrix matrix, int[] columns) {
    Matrix result = Matrix.zeros(matrix.rows(), columns.length);
    for (int i = 0; i < matrix.rows(); i++) {
      for (int k = 0; k < columns.length; k++) {
        result.set(i, k, matrix.at(i, columns[k]));
      }
    }
    return result;
  }
}
