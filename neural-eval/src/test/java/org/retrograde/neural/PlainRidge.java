// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural;

import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.testkit.PlainActivations;

/** Ridge regression by elimination, with an intercept that is not penalised. */
public final class PlainRidge implements Mapping {

  @Override
  public String id() {
    return "plain-ridge";
  }

  @Override
  public String description() {
    return "ridge regression by elimination";
  }

  @Override
  public String source() {
    return "Hoerl and Kennard 1970";
  }

  @Override
  public ParameterTable parameters() {
    return ParameterTable.of(ParameterSpec.decimal("alpha", "X²", 1, 0, 1e9, "penalty"));
  }

  @Override
  public Design prepare(Activations activations, int[] train, Parameters parameters) {
    Matrix all = activations.units(0, activations.units());
    double[] means = means(all.rows(train));
    for (int i = 0; i < all.rows(); i++) {
      for (int j = 0; j < means.length; j++) {
        all.set(i, j, all.at(i, j) - means[j]);
      }
    }
    Matrix x = all.rows(train);
    Matrix inverse = inverse(new PlainActivations(x).scatter(), parameters.decimal("alpha"));
    return responses -> {
      double[] offsets = means(responses);
      Matrix weights = product(inverse, product(transposed(x), responses));
      return rows -> {
        Matrix predicted = product(all.rows(rows), weights);
        for (int i = 0; i < predicted.values().length; i++) {
          predicted.values()[i] += offsets[i % offsets.length];
        }
        return predicted;
      };
    };
  }

  private static double[] means(Matrix m) {
    double[] means = new double[m.columns()];
    for (int i = 0; i < m.rows(); i++) {
      for (int j = 0; j < means.length; j++) {
        means[j] += m.at(i, j) / m.rows();
      }
    }
    return means;
  }

  private static Matrix transposed(Matrix m) {
    Matrix result = Matrix.zeros(m.columns(), m.rows());
    for (int i = 0; i < m.rows(); i++) {
      for (int j = 0; j < m.columns(); j++) {
        result.set(j, i, m.at(i, j));
      }
    }
    return result;
  }

  public static Matrix product(Matrix a, Matrix b) {
    Matrix result = Matrix.zeros(a.rows(), b.columns());
    for (int i = 0; i < a.rows(); i++) {
      for (int k = 0; k < a.columns(); k++) {
        double factor = a.at(i, k);
        for (int j = 0; j < b.columns(); j++) {
          result.values()[i * b.columns() + j] += factor * b.values()[k * b.columns() + j];
        }
      }
    }
    return result;
  }

  /** Of a positive definite matrix plus a multiple of the identity. */
  private static Matrix inverse(Matrix matrix, double added) {
    int n = matrix.rows();
    Matrix left = new Matrix(n, n, matrix.values().clone());
    Matrix right = Matrix.zeros(n, n);
    for (int i = 0; i < n; i++) {
      left.set(i, i, left.at(i, i) + added);
      right.set(i, i, 1);
    }
    for (int pivot = 0; pivot < n; pivot++) {
      double scale = 1 / left.at(pivot, pivot);
      for (int j = 0; j < n; j++) {
        left.set(pivot, j, left.at(pivot, j) * scale);
        right.set(pivot, j, right.at(pivot, j) * scale);
      }
      for (int i = 0; i < n; i++) {
        double factor = i == pivot ? 0 : left.at(i, pivot);
        for (int j = 0; factor != 0 && j < n; j++) {
          left.set(i, j, left.at(i, j) - factor * left.at(pivot, j));
          right.set(i, j, right.at(i, j) - factor * right.at(pivot, j));
        }
      }
    }
    return right;
  }
}
