// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import java.util.Arrays;
import java.util.List;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.Blas;
import org.retrograde.neural.linear.Vectors;

/**
 * Leave-one-out errors of many penalties, to some digits: a hundred penalties are combinations of
 * some twenty but for a millionth ({@link FilterBasis}), and float32 serves.
 *
 * @param sums squared errors, summed over rows and each group of neuroids, {@code [penalties,
 *     groups]}
 * @param wrong the length of what may be wrong with the errors of each penalty
 * @param scale by which part each penalty's errors may be wrong as a whole
 */
@SuppressWarnings("ArrayRecordComponent")
record PenaltyScreen(Matrix sums, double[] wrong, double[] scale) {

  /** What float32 changes, as a part of the length of a sum. */
  private static final double ROUNDING = 1e-6;

  /** What is wrong need not be spread evenly over neuroids and rows. */
  private static final double SAFETY = 10;

  /** For groups of so many neuroids, side by side. */
  static PenaltyScreen of(
      RidgeSpectrum spectrum, Matrix responses, Matrix projected, double[] alphas, int together) {
    Work work = Work.of(spectrum, responses, projected, alphas);
    return new PenaltyScreen(work.sums(together), work.wrong(), work.scale());
  }

  /** The sum over a group. */
  double sum(int a, int group) {
    return sums.at(a, group);
  }

  /** The part of that sum by which it may be wrong. */
  double margin(int a, int group) {
    double share = Math.sqrt(1.0 / sums.columns());
    double right = Math.sqrt(sum(a, group));
    return right > 0
        ? 2 * SAFETY * (share * wrong[a] / right + scale[a])
        : Double.POSITIVE_INFINITY;
  }

  /**
   * What the errors of all penalties are computed of.
   *
   * @param pieces what combines to f z of every penalty, each {@code [directions * neuroids]}
   * @param inverse 1 / d, {@code [penalties, rows]}
   */
  private record Work(
      RidgeSpectrum spectrum,
      FilterBasis basis,
      List<double[]> pieces,
      Matrix inverse,
      Matrix responses) {

    static Work of(RidgeSpectrum spectrum, Matrix responses, Matrix projected, double[] alphas) {
      FilterBasis basis = FilterBasis.of(functions(spectrum, alphas));
      List<Integer> pivots = basis.pivots();
      List<double[]> pieces =
          basis.orthogonal(
              pivots.stream().map(p -> spectrum.solved(alphas[p], projected).values()).toList());
      double[] tried = pivots.stream().mapToDouble(p -> alphas[p]).toArray();
      List<double[]> quadratics = basis.orthogonal(spectrum.quadratics(tried));
      Matrix inverse = Matrix.zeros(alphas.length, responses.rows());
      for (int a = 0; a < alphas.length; a++) {
        double[] row = spectrum.inverse(alphas[a], basis.combined(a, quadratics, responses.rows()));
        System.arraycopy(row, 0, inverse.values(), a * row.length, row.length);
      }
      return new Work(spectrum, basis, pieces, inverse, responses);
    }

    private static Matrix functions(RidgeSpectrum spectrum, double[] alphas) {
      Matrix functions = Matrix.zeros(alphas.length, spectrum.values().length);
      for (int a = 0; a < alphas.length; a++) {
        double[] function = spectrum.function(alphas[a]);
        System.arraycopy(function, 0, functions.values(), a * function.length, function.length);
      }
      return functions;
    }

    Matrix sums(int together) {
      if (pieces.isEmpty()) {
        // Activations that are all constant: every penalty is tried.
        return Matrix.zeros(basis.lengths().length, responses.columns() / together);
      }
      int directions = spectrum.basis().rows();
      float[] products =
          Blas.transposedProduct(sideBySide(), floats(spectrum.basis().values()), directions);
      Matrix observed = spectrum.residual() ? responses : Matrix.zeros(responses.rows(), 0);
      return new ErrorSums(products, observed, weights(), squares(), together)
          .of(responses.columns());
    }

    /**
     * How errors, but for 1 / d, combine of responses, if they are what is left of, and products.
     */
    private Matrix weights() {
      int first = spectrum.residual() ? 1 : 0;
      Matrix weights = Matrix.zeros(basis.lengths().length, first + pieces.size());
      for (int a = 0; a < weights.rows(); a++) {
        double length = (first > 0 ? -1 : 1) * basis.lengths()[a];
        if (first > 0) {
          weights.set(a, 0, 1);
        }
        for (int m = 0; m < pieces.size(); m++) {
          weights.set(a, first + m, length * basis.parts().at(a, m));
        }
      }
      return weights;
    }

    private Matrix squares() {
      double[] values = Arrays.stream(inverse.values()).map(value -> value * value).toArray();
      return new Matrix(inverse.rows(), inverse.columns(), values);
    }

    private float[] sideBySide() {
      int neuroids = responses.columns();
      int directions = spectrum.basis().rows();
      float[] result = new float[Math.multiplyExact(directions, pieces.size() * neuroids)];
      for (int k = 0; k < directions; k++) {
        for (int m = 0; m < pieces.size(); m++) {
          int to = (k * pieces.size() + m) * neuroids;
          for (int j = 0; j < neuroids; j++) {
            result[to + j] = (float) pieces.get(m)[k * neuroids + j];
          }
        }
      }
      return result;
    }

    double[] wrong() {
      double size = Math.sqrt(Vectors.dot(responses.values(), responses.values()));
      double[] sizes = pieces.stream().mapToDouble(piece -> Vectors.dot(piece, piece)).toArray();
      double[] wrong = new double[basis.lengths().length];
      for (int a = 0; a < wrong.length; a++) {
        double squares = 0;
        for (int m = 0; m < pieces.size(); m++) {
          double part = basis.lengths()[a] * basis.parts().at(a, m);
          squares += part * part * sizes[m];
        }
        double[] row = inverse.row(a);
        double factor = Math.sqrt(Vectors.dot(row, row) / row.length);
        wrong[a] =
            factor * (ROUNDING * spectrum.norm() * Math.sqrt(squares) + basis.rests()[a] * size);
      }
      return wrong;
    }

    double[] scale() {
      double[] scale = new double[basis.lengths().length];
      for (int a = 0; a < scale.length; a++) {
        double[] row = inverse.row(a);
        scale[a] = basis.rests()[a] * Math.sqrt(Vectors.dot(row, row) / row.length);
      }
      return scale;
    }
  }

  private static float[] floats(double[] values) {
    float[] result = new float[values.length];
    for (int at = 0; at < result.length; at++) {
      result[at] = (float) values[at];
    }
    return result;
  }
}
