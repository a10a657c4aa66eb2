// SPDX-License-Identifier: Apache-2.0

package org.retrograde.testkit;

import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.random.RandomStream;

/**
 * Activations in memory, whose products are sums as they stand in the definition.
 *
 * @param values {@code [stimuli, units]}
 */
public record PlainActivations(Matrix values) implements Activations {

  @Override
  public int stimuli() {
    return values.rows();
  }

  @Override
  public int units() {
    return values.columns();
  }

  @Override
  public Matrix units(int from, int to) {
    Matrix block = Matrix.zeros(stimuli(), to - from);
    for (int i = 0; i < stimuli(); i++) {
      for (int j = from; j < to; j++) {
        block.set(i, j - from, values.at(i, j));
      }
    }
    return block;
  }

  @Override
  public Matrix gram() {
    Matrix gram = Matrix.zeros(stimuli(), stimuli());
    for (int i = 0; i < stimuli(); i++) {
      for (int j = 0; j < stimuli(); j++) {
        gram.set(i, j, product(values.row(i), values.row(j)));
      }
    }
    return gram;
  }

  @Override
  public Matrix scatter() {
    Matrix scatter = Matrix.zeros(units(), units());
    for (int i = 0; i < units(); i++) {
      for (int j = 0; j < units(); j++) {
        scatter.set(i, j, product(values.column(i), values.column(j)));
      }
    }
    return scatter;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  /**
   * Draws standard normal numbers.
   *
   * @param purpose what for: another purpose gives other numbers
   * @param rows how many rows
   * @param columns how many columns
   * @return the same matrix at every call
   */
  public static Matrix noise(String purpose, int rows, int columns) {
    RandomStream random = RandomStream.of(1, purpose, 0);
    Matrix noise = Matrix.zeros(rows, columns);
    for (int i = 0; i < rows * columns; i++) {
      noise.values()[i] = random.nextGaussian();
    }
    return noise;
  }

  /**
   * Makes a matrix of its rows.
   *
   * @param rows at least one, all of one length
   * @return the matrix
   */
  public static Matrix matrix(double[]... rows) {
    Matrix result = Matrix.zeros(rows.length, rows[0].length);
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, result.values(), i * result.columns(), result.columns());
    }
    return result;
  }
}
