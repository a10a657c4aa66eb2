// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.similarity;

import java.util.List;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.Blas;

/**
 * A representational dissimilarity matrix: how far the patterns that stimuli evoke are from each
 * other (Kriegeskorte et al. 2008).
 *
 * @param stimuli n, at least 0
 * @param entries the entries right of the diagonal, row after row, n (n - 1) / 2 of them; NaN where
 *     the distance is not defined
 */
@SuppressWarnings("ArrayRecordComponent")
public record Rdm(int stimuli, double[] entries) {

  /** A pattern whose variance is this part of its mean square is constant but for rounding. */
  private static final double CONSTANT = 1e-13;

  /** Checks the number of entries. */
  public Rdm {
    if (stimuli < 0 || (long) stimuli * (stimuli - 1) / 2 != entries.length) {
      throw new IllegalArgumentException(
          entries.length + " entries cannot be those of " + stimuli + " stimuli");
    }
  }

  /**
   * Compares the rows of a matrix.
   *
   * @param patterns {@code [stimuli, units]}; NaN makes the row's distances NaN
   * @param distance how
   * @return the distances of all pairs of rows
   */
  public static Rdm of(Matrix patterns, RdmDistance distance) {
    Matrix rows = distance.isCentred() ? Rows.centred(patterns) : patterns;
    return fromProducts(new Products(Blas.gram(rows), Rows.squares(patterns)), distance, patterns);
  }

  /**
   * Compares the rows of activations, by their gram matrix.
   *
   * @param activations of all stimuli
   * @param rows the stimuli to compare
   * @param distance how
   * @return the distances of all pairs of these rows, in their order
   */
  public static Rdm of(Activations activations, int[] rows, RdmDistance distance) {
    Matrix gram = Rows.among(activations.gram(), rows);
    double[] squares = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      squares[i] = gram.at(i, i);
    }
    if (distance.isCentred()) {
      Rows.removeMeans(gram, Rows.means(activations, rows), activations.units());
    }
    return fromProducts(
        new Products(gram, squares), distance, new Matrix(0, activations.units(), new double[0]));
  }

  /**
   * The squared Euclidean distance cross-validated over repetitions, divided by the number of
   * units: {@code (a_i - a_j)(b_i - b_j) / p}, a of one repetition and b the mean of the others,
   * averaged over repetitions (crossnobis with the identity for the noise's covariance; Walther et
   * al. 2016). Its expectation is the distance without noise, so it may be negative.
   *
   * @param repetitions at least 2 matrices {@code [stimuli, units]} of one shape
   * @return the distances
   * @throws RetrogradeException if there are fewer than 2 repetitions
   */
  public static Rdm crossnobis(List<Matrix> repetitions) {
    if (repetitions.size() < 2) {
      throw RetrogradeException.usage(
          new Problem(
              "crossnobis distance",
              repetitions.size() + " repetition(s)",
              "at least 2",
              "use squared-euclidean, which needs no repetitions"));
    }
    Matrix sum = Rows.sum(repetitions);
    int stimuli = sum.rows();
    double[] entries = new double[stimuli * (stimuli - 1) / 2];
    double scale = 1.0 / (repetitions.size() * (repetitions.size() - 1.0) * sum.columns());
    for (Matrix one : repetitions) {
      int next = 0;
      for (int i = 0; i < stimuli; i++) {
        for (int j = i + 1; j < stimuli; j++) {
          entries[next++] += scale * crossed(one, sum, i, j);
        }
      }
    }
    return new Rdm(stimuli, entries);
  }

  private static double crossed(Matrix one, Matrix sum, int i, int j) {
    double total = 0;
    for (int k = 0; k < one.columns(); k++) {
      double a = one.at(i, k) - one.at(j, k);
      total += a * (sum.at(i, k) - sum.at(j, k) - a);
    }
    return total;
  }

  /** Inner products, centred if need be, and the squares before. */
  private record Products(Matrix gram, double[] squares) {

    double norm(int i) {
      double square = gram.at(i, i);
      return square > CONSTANT * squares[i] ? square : Double.NaN;
    }
  }

  private static Rdm fromProducts(Products products, RdmDistance distance, Matrix shape) {
    int n = products.gram().rows();
    double[] entries = new double[n * (n - 1) / 2];
    int next = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        boolean plain = distance == RdmDistance.SQUARED_EUCLIDEAN;
        double aa = plain ? products.gram().at(i, i) : products.norm(i);
        double bb = plain ? products.gram().at(j, j) : products.norm(j);
        entries[next++] = distance.between(aa, products.gram().at(i, j), bb, shape.columns());
      }
    }
    return new Rdm(n, entries);
  }
}
