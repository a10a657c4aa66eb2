// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import java.util.Arrays;
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

  /** Half a gigabyte of X; beyond, products of pairs of stimuli serve instead. */
  private static final long MOST_VALUES = 1L << 26;

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
    double cutoff = parameters.decimal("cutoff");
    return (long) train.length * activations.units() > MOST_VALUES
        ? byProducts(CentredKernel.of(activations, train), cutoff)
        : bySingularValues(CentredUnits.of(activations, train, false), cutoff);
  }

  private static Design bySingularValues(CentredUnits units, double cutoff) {
    Blas.Singular singular = Blas.singular(units.rows(units.train()));
    double[] values = singular.values();
    double[] inverse = inverse(values, cutoff * Arrays.stream(values).max().orElse(0));
    return responses -> {
      Centred y = Centred.of(responses);
      Matrix projected = Blas.transposedProduct(singular.left(), y.values());
      Matrix coefficients = Blas.transposedProduct(singular.right(), scaled(inverse, projected));
      return new PrimalFit(units, coefficients, y, FitNotes.NONE);
    };
  }

  /** Squares keep half of the digits: singular values below 1e-7 of the largest are lost too. */
  static Design byProducts(CentredKernel kernel, double cutoff) {
    Blas.Eigen eigen = Blas.eigen(kernel.train());
    double[] values = eigen.values();
    double part = Math.max(cutoff * cutoff, values.length * PlsOptions.EPSILON);
    double[] inverse = inverse(values, part * Arrays.stream(values).max().orElse(0));
    return responses -> {
      Centred y = Centred.of(responses);
      Matrix projected = Blas.product(eigen.vectors(), y.values());
      Matrix multiples = Blas.transposedProduct(eigen.vectors(), scaled(inverse, projected));
      return new DualFit(kernel, multiples, y, FitNotes.NONE);
    };
  }

  private static double[] inverse(double[] values, double least) {
    return Arrays.stream(values).map(value -> value > least ? 1 / value : 0).toArray();
  }

  private static Matrix scaled(double[] factors, Matrix rows) {
    for (int at = 0; at < rows.values().length; at++) {
      rows.values()[at] *= factors[at / rows.columns()];
    }
    return rows;
  }
}
