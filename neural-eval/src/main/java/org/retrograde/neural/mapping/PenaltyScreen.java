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
 * @param sums squared errors of each penalty and neuroid, summed over rows
 * @param wrong the length of what may be wrong with the errors of each penalty
 * @param scale by which part each penalty's errors may be wrong as a whole
 */
@SuppressWarnings("ArrayRecordComponent")
record PenaltyScreen(double[][] sums, double[] wrong, double[] scale) {

  /** What float32 changes, as a part of the length of a sum. */
  private static final double ROUNDING = 1e-6;

  /** What is wrong need not be spread evenly over neuroids and rows. */
  private static final double SAFETY = 10;

  private static final int ROWS_AT_ONCE = 32;

  static PenaltyScreen of(
      RidgeSpectrum spectrum, Matrix responses, Matrix projected, double[] alphas) {
    Work work = Work.of(spectrum, responses, projected, alphas);
    double[][] sums = new double[alphas.length][responses.columns()];
    work.add(sums);
    return new PenaltyScreen(sums, work.wrong(), work.scale());
  }

  /** The sum over some neuroids. */
  double sum(int a, int... neuroids) {
    return Arrays.stream(neuroids).mapToDouble(j -> sums[a][j]).sum();
  }

  /** The part of that sum by which it may be wrong. */
  double margin(int a, int... neuroids) {
    double share = Math.sqrt(neuroids.length / (double) sums[a].length);
    double right = Math.sqrt(sum(a, neuroids));
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
      List<double[]> quadratics =
          basis.orthogonal(pivots.stream().map(p -> spectrum.quadratics(alphas[p])).toList());
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

    void add(double[][] sums) {
      if (pieces.isEmpty()) {
        // Activations that are all constant: every penalty is tried.
        return;
      }
      int neuroids = responses.columns();
      float[] products =
          Blas.transposedProduct(
              floats(spectrum.basis().values()), sideBySide(), spectrum.basis().rows());
      float[] parts = floats(transposed(basis.parts()).values());
      for (int from = 0; from < responses.rows(); from += ROWS_AT_ONCE) {
        int rows = Math.min(ROWS_AT_ONCE, responses.rows() - from);
        float[] combined =
            Blas.transposedProduct(parts, piecesOf(products, from, rows), pieces.size());
        for (int a = 0; a < sums.length; a++) {
          for (int i = 0; i < rows; i++) {
            addRow(combined, (a * rows + i) * neuroids, from + i, a, sums[a]);
          }
        }
      }
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

    private float[] piecesOf(float[] products, int from, int rows) {
      int neuroids = responses.columns();
      float[] result = new float[pieces.size() * rows * neuroids];
      for (int m = 0; m < pieces.size(); m++) {
        for (int i = 0; i < rows; i++) {
          int start = ((from + i) * pieces.size() + m) * neuroids;
          System.arraycopy(products, start, result, (m * rows + i) * neuroids, neuroids);
        }
      }
      return result;
    }

    private void addRow(float[] combined, int start, int row, int a, double[] sums) {
      double factor = inverse.at(a, row);
      double observed = spectrum.residual() ? factor : 0;
      double filtered = (spectrum.residual() ? -factor : factor) * basis.lengths()[a];
      int own = row * sums.length;
      for (int j = 0; j < sums.length; j++) {
        double error = observed * responses.values()[own + j] + filtered * combined[start + j];
        sums[j] += error * error;
      }
    }

    double[] wrong() {
      double size = Math.sqrt(Vectors.dot(responses.values(), responses.values()));
      double[] wrong = new double[basis.lengths().length];
      for (int a = 0; a < wrong.length; a++) {
        double squares = 0;
        for (int m = 0; m < pieces.size(); m++) {
          double part = basis.lengths()[a] * basis.parts().at(a, m);
          squares += part * part * Vectors.dot(pieces.get(m), pieces.get(m));
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

  private static Matrix transposed(Matrix matrix) {
    Matrix result = Matrix.zeros(matrix.columns(), matrix.rows());
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        result.set(j, i, matrix.at(i, j));
      }
    }
    return result;
  }

  private static float[] floats(double[] values) {
    float[] result = new float[values.length];
    for (int at = 0; at < result.length; at++) {
      result[at] = (float) values[at];
    }
    return result;
  }
}
