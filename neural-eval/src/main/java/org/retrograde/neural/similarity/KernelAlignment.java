// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.similarity;

import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.Blas;

/**
 * The sums that centred kernel alignment is made of. K and L are the gram matrices of centred
 * features; products of them are sums of squares of {@code X'Y}, whichever is smaller.
 *
 * @param stimuli n
 * @param product the sum of {@code K_ij L_ij}
 * @param ofX the sum of {@code K_ij²}, and what the diagonal of K says
 * @param ofY the same of L
 * @param diagonals the sum of {@code K_ii L_ii}
 */
record KernelAlignment(int stimuli, double product, Side ofX, Side ofY, double diagonals) {

  /** A trace that centring has left this part of is rounding. */
  private static final double CONSTANT = 1e-13;

  /** Below, the unbiased estimate is not defined. */
  private static final int FEWEST = 4;

  /**
   * One side.
   *
   * @param square the sum of squares of the kernel's entries; NaN if the features are constant
   * @param trace the sum of its diagonal
   * @param diagonalSquare the sum of the squares of its diagonal
   */
  record Side(double square, double trace, double diagonalSquare) {}

  static KernelAlignment of(Activations activations, Matrix responses, int[] rows) {
    Matrix y = responses.rows(rows);
    boolean byUnits = activations.units() < rows.length && y.columns() < rows.length;
    Kernel k;
    Kernel l;
    if (byUnits) {
      k = Kernel.ofFeatures(activations.units(0, activations.units()).rows(rows));
      l = Kernel.ofFeatures(y);
    } else {
      k = Kernel.ofGram(Rows.among(activations.gram(), rows));
      l = Kernel.ofGram(Blas.gram(y));
    }
    double diagonals = 0;
    for (int i = 0; i < rows.length; i++) {
      diagonals += k.diagonal()[i] * l.diagonal()[i];
    }
    return new KernelAlignment(
        rows.length, k.product(l), k.side(CONSTANT), l.side(CONSTANT), diagonals);
  }

  double biased() {
    return product / (Math.sqrt(ofX.square()) * Math.sqrt(ofY.square()));
  }

  /** NaN where an estimate under the root is not above 0. */
  double debiased() {
    if (stimuli < FEWEST) {
      return Double.NaN;
    }
    double xy = unbiased(product, diagonals, ofX.trace() * ofY.trace());
    double xx = unbiased(ofX.square(), ofX.diagonalSquare(), ofX.trace() * ofX.trace());
    double yy = unbiased(ofY.square(), ofY.diagonalSquare(), ofY.trace() * ofY.trace());
    return xx > 0 && yy > 0 ? xy / (Math.sqrt(xx) * Math.sqrt(yy)) : Double.NaN;
  }

  /** Times n (n - 3), which cancels. */
  private double unbiased(double sum, double diagonal, double traces) {
    double n = stimuli;
    return sum - n / (n - 2) * diagonal + traces / ((n - 1) * (n - 2));
  }
}
