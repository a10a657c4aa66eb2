// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.similarity;

import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.Blas;

/**
 * The gram matrix of centred features, whole or as the features.
 *
 * @param values the gram matrix {@code [n, n]}, or the features {@code [units, n]}
 * @param diagonal of the gram matrix
 * @param traceBefore the trace before centring
 * @param isGram which it is
 */
@SuppressWarnings("ArrayRecordComponent")
record Kernel(Matrix values, double[] diagonal, double traceBefore, boolean isGram) {

  static Kernel ofGram(Matrix gram) {
    int n = gram.rows();
    double[] means = new double[n];
    double mean = 0;
    double trace = 0;
    for (int i = 0; i < n; i++) {
      trace += gram.at(i, i);
      for (int j = 0; j < n; j++) {
        means[i] += gram.at(i, j) / n;
      }
      mean += means[i] / n;
    }
    Matrix centred = Matrix.zeros(n, n);
    double[] diagonal = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        centred.set(i, j, gram.at(i, j) - means[i] - means[j] + mean);
      }
      diagonal[i] = centred.at(i, i);
    }
    return new Kernel(centred, diagonal, trace, true);
  }

  static Kernel ofFeatures(Matrix features) {
    int n = features.rows();
    Matrix transposed = Matrix.zeros(features.columns(), n);
    for (int j = 0; j < features.columns(); j++) {
      System.arraycopy(features.column(j), 0, transposed.values(), j * n, n);
    }
    Matrix centred = Rows.centred(transposed);
    double[] diagonal = new double[n];
    double trace = 0;
    for (int j = 0; j < centred.rows(); j++) {
      for (int i = 0; i < n; i++) {
        diagonal[i] += centred.at(j, i) * centred.at(j, i);
        trace += transposed.at(j, i) * transposed.at(j, i);
      }
    }
    return new Kernel(centred, diagonal, trace, false);
  }

  /** The sum of products of entries; both are of one kind. */
  double product(Kernel other) {
    if (!isGram) {
      return squares(other.values);
    }
    double sum = 0;
    for (int i = 0; i < values.values().length; i++) {
      sum += values.values()[i] * other.values.values()[i];
    }
    return sum;
  }

  private double squares(Matrix features) {
    double sum = 0;
    for (double product : Blas.productTransposed(values, features).values()) {
      sum += product * product;
    }
    return sum;
  }

  KernelAlignment.Side side(double constant) {
    double trace = 0;
    double square = 0;
    for (double d : diagonal) {
      trace += d;
      square += d * d;
    }
    // Also NaN if a feature is.
    boolean varies = trace > constant * traceBefore;
    return new KernelAlignment.Side(varies ? product(this) : Double.NaN, trace, square);
  }
}
