// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.similarity;

import java.util.ArrayList;
import java.util.List;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;

/**
 * Pearson's correlation of every neuroid with every unit. Those that are constant, or have a NaN,
 * among the rows of either part have none, and are left out.
 *
 * @param neuroids the places of the neuroids that are left
 * @param train {@code [neuroids, units]} over the rows to match on
 * @param test the same over the rows to score on
 */
record UnitCorrelations(List<Integer> neuroids, Matrix train, Matrix test) {

  /** So many units are read at a time. */
  private static final int BLOCK = 1024;

  /** The deviations of a column, of length 1, in both parts. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Profile(double[] train, double[] test) {

    static Profile of(Matrix values, int column, Fold fold) {
      return new Profile(
          deviations(values, column, fold.train()), deviations(values, column, fold.test()));
    }

    boolean varies() {
      return train.length > 0 && test.length > 0;
    }
  }

  static UnitCorrelations of(Activations activations, Matrix responses, Fold fold) {
    List<Integer> neuroids = new ArrayList<>();
    List<Profile> targets = new ArrayList<>();
    for (int j = 0; j < responses.columns(); j++) {
      Profile profile = Profile.of(responses, j, fold);
      if (profile.varies()) {
        neuroids.add(j);
        targets.add(profile);
      }
    }
    List<double[]> train = new ArrayList<>();
    List<double[]> test = new ArrayList<>();
    for (int from = 0; from < activations.units(); from += BLOCK) {
      Matrix block = activations.units(from, Math.min(activations.units(), from + BLOCK));
      for (int j = 0; j < block.columns(); j++) {
        Profile unit = Profile.of(block, j, fold);
        if (unit.varies()) {
          train.add(targets.stream().mapToDouble(t -> product(t.train, unit.train)).toArray());
          test.add(targets.stream().mapToDouble(t -> product(t.test, unit.test)).toArray());
        }
      }
    }
    return new UnitCorrelations(
        List.copyOf(neuroids), columns(train, targets.size()), columns(test, targets.size()));
  }

  int units() {
    return train.columns();
  }

  boolean isEmpty() {
    return neuroids.isEmpty() || units() == 0;
  }

  static Matrix transposed(Matrix m) {
    Matrix result = Matrix.zeros(m.columns(), m.rows());
    for (int i = 0; i < m.rows(); i++) {
      for (int j = 0; j < m.columns(); j++) {
        result.set(j, i, m.at(i, j));
      }
    }
    return result;
  }

  private static Matrix columns(List<double[]> columns, int rows) {
    Matrix result = Matrix.zeros(rows, columns.size());
    for (int j = 0; j < columns.size(); j++) {
      for (int i = 0; i < rows; i++) {
        result.set(i, j, columns.get(j)[i]);
      }
    }
    return result;
  }

  /** Empty if there are none. */
  private static double[] deviations(Matrix values, int column, int[] rows) {
    double mean = 0;
    boolean constant = true;
    for (int row : rows) {
      mean += values.at(row, column) / rows.length;
      constant &= values.at(row, column) == values.at(rows[0], column);
    }
    double[] result = new double[rows.length];
    double square = 0;
    for (int i = 0; i < rows.length; i++) {
      result[i] = values.at(rows[i], column) - mean;
      square += result[i] * result[i];
    }
    if (constant || !(square > 0)) {
      return new double[0];
    }
    double norm = Math.sqrt(square);
    for (int i = 0; i < rows.length; i++) {
      result[i] /= norm;
    }
    return result;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
