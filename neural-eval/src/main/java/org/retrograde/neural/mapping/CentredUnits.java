// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.Blas;
import org.retrograde.neural.linear.UnitBlock;
import org.retrograde.neural.linear.Vectors;

/**
 * Units centred by their means over the training rows and, if asked for, scaled by their
 * deviations.
 *
 * @param activations X
 * @param train the training rows
 * @param means of each unit over the training rows
 * @param scales what each unit is divided by
 */
@SuppressWarnings("ArrayRecordComponent")
record CentredUnits(Activations activations, int[] train, double[] means, double[] scales) {

  static CentredUnits of(Activations activations, int[] train, boolean scale) {
    int units = activations.units();
    CentredUnits result =
        new CentredUnits(activations, train, new double[units], new double[units]);
    for (UnitBlock block : result.blocks()) {
      Matrix rows = activations.units(block.from(), block.to()).rows(train);
      Centred centred = Centred.of(rows, scale);
      System.arraycopy(centred.means(), 0, result.means, block.from(), rows.columns());
      System.arraycopy(centred.scales(), 0, result.scales, block.from(), rows.columns());
    }
    return result;
  }

  /** X' X over the training rows, {@code [units, units]}. */
  Matrix scatter() {
    int[] left = others();
    if (left.length >= train.length) {
      return Blas.scatter(rows(train));
    }
    Matrix total = activations.scatter();
    Matrix result = new Matrix(total.rows(), total.columns(), total.values().clone());
    subtract(Blas.scatter(uncentred(left)), result);
    Vectors.addOuter(-train.length, means, means, result);
    return divide(result);
  }

  /** X' Y over the training rows, {@code [units, neuroids]}. */
  Matrix products(Matrix centredResponses) {
    Matrix result = Matrix.zeros(means.length, centredResponses.columns());
    for (UnitBlock block : blocks()) {
      Matrix products = Blas.transposedProduct(rows(block, train), centredResponses);
      System.arraycopy(
          products.values(),
          0,
          result.values(),
          block.from() * result.columns(),
          products.values().length);
    }
    return result;
  }

  /** X B at some rows. */
  Matrix times(Matrix coefficients, int... rows) {
    Matrix sum = Matrix.zeros(rows.length, coefficients.columns());
    for (UnitBlock block : blocks()) {
      int[] units = IntStream.range(block.from(), block.to()).toArray();
      Blas.addProduct(rows(block, rows), coefficients.rows(units), sum);
    }
    return sum;
  }

  /** X at some rows. */
  Matrix rows(int... rows) {
    return new Centred(Matrix.zeros(0, 0), means, scales).apply(uncentred(rows));
  }

  private Matrix uncentred(int... rows) {
    Matrix result = Matrix.zeros(rows.length, means.length);
    for (UnitBlock block : blocks()) {
      Matrix part = activations.units(block.from(), block.to());
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(
            part.values(),
            rows[i] * part.columns(),
            result.values(),
            i * means.length + block.from(),
            part.columns());
      }
    }
    return result;
  }

  private List<UnitBlock> blocks() {
    return UnitBlock.moderate(means.length, activations.stimuli());
  }

  private Matrix rows(UnitBlock block, int[] rows) {
    Matrix part = activations.units(block.from(), block.to()).rows(rows);
    return new Centred(
            part,
            Arrays.copyOfRange(means, block.from(), block.to()),
            Arrays.copyOfRange(scales, block.from(), block.to()))
        .apply(part);
  }

  private static void subtract(Matrix what, Matrix from) {
    for (int at = 0; at < from.values().length; at++) {
      from.values()[at] -= what.values()[at];
    }
  }

  private Matrix divide(Matrix square) {
    for (int i = 0; i < scales.length; i++) {
      int start = i * scales.length;
      for (int j = 0; j < scales.length; j++) {
        square.values()[start + j] /= scales[i] * scales[j];
      }
    }
    return square;
  }

  private int[] others() {
    boolean[] taken = new boolean[activations.stimuli()];
    for (int row : train) {
      taken[row] = true;
    }
    return IntStream.range(0, taken.length).filter(row -> !taken[row]).toArray();
  }
}
