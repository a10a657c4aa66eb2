// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.similarity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.Blas;
import org.retrograde.neural.linear.Vectors;

/**
 * The second moments of patterns, centred over stimuli, from their squared distances D: -H D H / 2,
 * H subtracting the mean (Diedrichsen and Kriegeskorte 2017).
 *
 * @param distances D, {@code [stimuli, stimuli]}
 */
record SecondMoments(Matrix distances) {

  /** The part of the largest eigenvalue below which rounding, or noise in distances, made one. */
  private static final double ROUNDING = 1e-13;

  /** Of the same stimuli. */
  record Pair(SecondMoments a, SecondMoments b) {}

  /** Of the stimuli, at least one, between all of which both have distances. */
  static Pair pair(Rdm a, Rdm b) {
    Matrix one = square(a);
    Matrix two = square(b);
    List<Integer> known = new ArrayList<>(IntStream.range(0, a.stimuli()).boxed().toList());
    while (known.stream().anyMatch(i -> missing(one, two, i, known) > 0)) {
      // A constant pattern lacks all its distances, so it goes before those that lack one.
      known.remove(
          known.stream()
              .max(Comparator.comparingLong(i -> missing(one, two, i, known)))
              .orElseThrow());
    }
    int[] places = known.stream().mapToInt(Integer::intValue).toArray();
    return new Pair(
        new SecondMoments(Rows.among(one, places)), new SecondMoments(Rows.among(two, places)));
  }

  private static long missing(Matrix a, Matrix b, int i, List<Integer> among) {
    return among.stream().filter(j -> Double.isNaN(a.at(i, j) + b.at(i, j))).count();
  }

  private static Matrix square(Rdm rdm) {
    int n = rdm.stimuli();
    Matrix square = Matrix.zeros(n, n);
    int next = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        square.set(i, j, rdm.entries()[next]);
        square.set(j, i, rdm.entries()[next]);
        next++;
      }
    }
    return square;
  }

  /** The same of distances less the mean distance of two stimuli. */
  SecondMoments centred() {
    int n = distances.rows();
    double mean = Arrays.stream(distances.values()).sum() / (n * (n - 1.0));
    Matrix result = Matrix.zeros(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        result.set(i, j, i == j ? 0 : distances.at(i, j) - mean);
      }
    }
    return new SecondMoments(result);
  }

  /** The cosine of the angle between the moments, all entries side by side. */
  double cosine(SecondMoments other) {
    double[] x = moments().values();
    double[] y = other.moments().values();
    return Vectors.dot(x, y) / Math.sqrt(Vectors.dot(x, x) * Vectors.dot(y, y));
  }

  /** tr (A½ B A½)½ over the root of tr A tr B; the first is the nuclear norm of A½ B½. */
  double bures(SecondMoments other) {
    Matrix a = moments();
    Matrix b = other.moments();
    double[] values = Blas.singular(Blas.productTransposed(root(a), root(b))).values();
    return Arrays.stream(values).sum() / Math.sqrt(trace(a) * trace(b));
  }

  /** Patterns, as rows of directions, with these moments. */
  private static Matrix root(Matrix moments) {
    Blas.Eigen eigen = Blas.eigen(moments);
    double least = ROUNDING * eigen.values()[moments.rows() - 1];
    Matrix root = eigen.vectors();
    for (int k = 0; k < root.rows(); k++) {
      double value = eigen.values()[k];
      double factor = value > least ? Math.sqrt(value) : 0;
      for (int i = 0; i < root.columns(); i++) {
        root.set(k, i, factor * root.at(k, i));
      }
    }
    return root;
  }

  private static double trace(Matrix matrix) {
    return IntStream.range(0, matrix.rows()).mapToDouble(i -> matrix.at(i, i)).sum();
  }

  private Matrix moments() {
    int n = distances.rows();
    double[] means = new double[n];
    Arrays.setAll(means, i -> Arrays.stream(distances.row(i)).sum() / n);
    double grand = Arrays.stream(means).sum() / n;
    Matrix result = Matrix.zeros(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        result.set(i, j, -(distances.at(i, j) - means[i] - means[j] + grand) / 2);
      }
    }
    return result;
  }
}
