// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import java.util.Arrays;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.Blas;

/**
 * Leave-one-out errors of many penalties, to some six digits.
 *
 * <p>They are linear in the filters, and a hundred filters are, but for a millionth, combinations
 * of some twenty vectors ({@link FilterBasis}). So twenty products in float32 give the errors of
 * all.
 *
 * @param sums squared errors of each penalty and neuroid, summed over rows
 * @param wrong the length of what may be wrong with the errors of each penalty
 */
@SuppressWarnings("ArrayRecordComponent")
record PenaltyScreen(double[][] sums, double[] wrong) {

  /** What float32, and leaving out the rest of a filter, change: a part of the length of a sum. */
  private static final double ROUNDING = 1e-6;

  /** What is wrong need not be spread evenly over neuroids and rows. */
  private static final double SAFETY = 30;

  private static final int ROWS_AT_ONCE = 32;

  /** The sum over some neuroids. */
  double sum(int a, int... neuroids) {
    return Arrays.stream(neuroids).mapToDouble(j -> sums[a][j]).sum();
  }

  /** The part of that sum by which it may be wrong. */
  double margin(int a, int... neuroids) {
    double share = Math.sqrt(neuroids.length / (double) sums[a].length);
    double right = Math.sqrt(sum(a, neuroids));
    return right > 0 ? 2 * SAFETY * share * wrong[a] / right : Double.POSITIVE_INFINITY;
  }

  static PenaltyScreen of(
      RidgeSpectrum spectrum, Matrix responses, Matrix projected, Matrix filters, Matrix inverse) {
    FilterBasis basis = FilterBasis.of(filters, weights(spectrum, projected));
    Work work = new Work(basis, responses, inverse, spectrum.residual());
    int few = basis.vectors().rows();
    double[][] sums = new double[filters.rows()][responses.columns()];
    if (few > 0) {
      float[] all =
          Blas.transposedProduct(
              floats(spectrum.basis()),
              floats(spectrum.scaled(basis.vectors(), projected)),
              projected.rows());
      work.add(all, sums);
    }
    return new PenaltyScreen(sums, work.wrong(length(projected)));
  }

  /** What adds up errors of filters that are combinations of a few vectors. */
  private record Work(FilterBasis basis, Matrix responses, Matrix inverse, boolean residual) {

    void add(float[] products, double[][] sums) {
      int few = basis.vectors().rows();
      int neuroids = responses.columns();
      float[] coefficients = floats(transposed(basis.coefficients()));
      for (int from = 0; from < responses.rows(); from += ROWS_AT_ONCE) {
        int rows = Math.min(ROWS_AT_ONCE, responses.rows() - from);
        float[] part = new float[few * rows * neuroids];
        for (int m = 0; m < few; m++) {
          for (int i = 0; i < rows; i++) {
            int start = ((from + i) * few + m) * neuroids;
            System.arraycopy(products, start, part, (m * rows + i) * neuroids, neuroids);
          }
        }
        float[] combined = Blas.transposedProduct(coefficients, part, few);
        for (int a = 0; a < sums.length; a++) {
          for (int i = 0; i < rows; i++) {
            addRow(combined, (a * rows + i) * neuroids, from + i, a, sums[a]);
          }
        }
      }
    }

    private void addRow(float[] combined, int start, int row, int a, double[] sums) {
      double factor = inverse.at(a, row);
      double observed = residual ? factor : 0;
      double filtered = (residual ? -factor : factor) * basis.lengths()[a];
      int own = row * sums.length;
      for (int j = 0; j < sums.length; j++) {
        double error = observed * responses.values()[own + j] + filtered * combined[start + j];
        sums[j] += error * error;
      }
    }

    double[] wrong(double total) {
      double[] wrong = new double[basis.lengths().length];
      for (int a = 0; a < wrong.length; a++) {
        double[] row = inverse.row(a);
        double squares = Arrays.stream(row).map(v -> v * v).sum() / row.length;
        wrong[a] = ROUNDING * basis.lengths()[a] * total * Math.sqrt(squares);
      }
      return wrong;
    }
  }

  /** The length of what each direction adds to the errors, neuroids counting alike. */
  private static double[] weights(RidgeSpectrum spectrum, Matrix projected) {
    double total = length(projected);
    double[] weights = new double[projected.rows()];
    for (int k = 0; k < weights.length; k++) {
      double size = spectrum.residual() ? spectrum.values()[k] : 1;
      double squares = Arrays.stream(projected.row(k)).map(z -> z * z).sum();
      weights[k] = total > 0 ? Math.sqrt(size * squares) / total : 0;
    }
    return weights;
  }

  private static double length(Matrix projected) {
    return Math.sqrt(Arrays.stream(projected.values()).map(z -> z * z).sum());
  }

  private static Matrix transposed(Matrix matrix) {
    Matrix result = Matrix.zeros(matrix.columns(), matrix.rows());
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        result.set(j, i, matrix.at(i, j));
      }
    }
    return result;
  }

  private static float[] floats(Matrix matrix) {
    float[] result = new float[matrix.values().length];
    for (int at = 0; at < result.length; at++) {
      result[at] = (float) matrix.values()[at];
    }
    return result;
  }
}
