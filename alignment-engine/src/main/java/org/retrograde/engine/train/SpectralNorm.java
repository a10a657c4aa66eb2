// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The largest singular value of a kernel as a matrix {@code [everything else, outputs]}, in double
 * precision.
 *
 * <p>The Gram matrix G of the shorter side is squared again and again: {@code G^(2^k)} tends to
 * {@code u uᵀ} with u its leading eigenvector, which power iteration would reach in {@code 2^k}
 * steps. No start has to be chosen, so the value is a function of the kernel alone. The Rayleigh
 * quotient of u is the square of the result.
 */
final class SpectralNorm {

  /** So many squarings are worth a million steps of power iteration. */
  private static final int SQUARINGS = 20;

  /** The trace of G² over the squared trace of G is 1 where G has rank 1. */
  private static final double PURE = 1 - 1e-13;

  private SpectralNorm() {}

  static double of(INDArray kernel) {
    long outputs = kernel.size(-1);
    INDArray matrix =
        kernel.castTo(DataType.DOUBLE).reshape('c', kernel.length() / outputs, outputs);
    INDArray gram =
        matrix.rows() < outputs ? matrix.mmul(matrix.transpose()) : matrix.transpose().mmul(matrix);
    double trace = trace(gram);
    return trace == 0 ? 0 : Math.sqrt(trace * largest(gram.div(trace)));
  }

  /** The largest eigenvalue of a matrix of trace 1. */
  private static double largest(INDArray gram) {
    INDArray power = gram;
    for (int i = 0; i < SQUARINGS; i++) {
      INDArray square = power.mmul(power);
      double purity = trace(square);
      power = square.divi(purity);
      if (purity > PURE) {
        break;
      }
    }
    INDArray leading = power.getColumn(longestColumn(power), true).dup();
    double length = leading.norm2Number().doubleValue();
    leading.divi(length);
    return leading.transpose().mmul(gram).mmul(leading).getDouble(0);
  }

  private static long longestColumn(INDArray power) {
    long longest = 0;
    for (long i = 1; i < power.rows(); i++) {
      longest = power.getDouble(i, i) > power.getDouble(longest, longest) ? i : longest;
    }
    return longest;
  }

  private static double trace(INDArray matrix) {
    double sum = 0;
    for (long i = 0; i < matrix.rows(); i++) {
      sum += matrix.getDouble(i, i);
    }
    return sum;
  }
}
