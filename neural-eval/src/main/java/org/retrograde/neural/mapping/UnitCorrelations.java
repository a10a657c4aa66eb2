// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.Blas;
import org.retrograde.neural.linear.UnitBlock;

/** Pearson correlations of every unit with every neuroid over some rows. */
final class UnitCorrelations {

  private UnitCorrelations() {}

  /** {@code [units, neuroids]}, NaN where a unit or a neuroid is constant. */
  static Matrix of(Activations activations, int[] train, Matrix responses) {
    Matrix result = Matrix.zeros(activations.units(), responses.columns());
    Matrix y = normalised(responses);
    for (UnitBlock block : UnitBlock.moderate(activations.units(), activations.stimuli())) {
      Matrix x = normalised(activations.units(block.from(), block.to()).rows(train));
      double[] products = Blas.transposedProduct(x, y).values();
      System.arraycopy(
          products, 0, result.values(), block.from() * result.columns(), products.length);
    }
    return result;
  }

  /** Columns without their means, of length 1; NaN where they are constant. */
  private static Matrix normalised(Matrix matrix) {
    Centred centred = Centred.scaled(matrix);
    double root = Math.sqrt(matrix.rows() - 1.0);
    for (int j = 0; j < matrix.columns(); j++) {
      boolean constant = Centred.isConstant(matrix, j);
      for (int i = 0; i < matrix.rows(); i++) {
        centred.values().set(i, j, constant ? Double.NaN : centred.values().at(i, j) / root);
      }
    }
    return centred.values();
  }
}
