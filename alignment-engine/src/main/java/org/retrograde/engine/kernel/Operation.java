// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

import org.nd4j.autodiff.functions.DifferentialFunction;
import org.retrograde.api.graph.op.ConvolutionGeometry;

/**
 * What an instruction of a program computes, apart from its buffers.
 *
 * <p>Operations that a fast library is likely to have are named here; everything else is an {@link
 * Other}. Activations are NHWC, kernels {@code [kh, kw, in, out]}, channels last throughout.
 */
public sealed interface Operation {

  /**
   * Returns the name in listings.
   *
   * @return lower-case words
   */
  default String label() {
    return getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * {@code y = C_K(x)}: inputs x and K, output y.
   *
   * @param geometry the sizes
   */
  record Convolution(ConvolutionGeometry geometry) implements Operation {}

  /**
   * {@code T_K(d)}: inputs K and d.
   *
   * @param geometry the sizes
   */
  record ConvolutionAdjoint(ConvolutionGeometry geometry) implements Operation {}

  /**
   * {@code F(x, d)}: inputs x and d.
   *
   * @param geometry the sizes
   */
  record ConvolutionFilterGradient(ConvolutionGeometry geometry) implements Operation {}

  /**
   * Both at once: inputs x, K and d; outputs {@code T_K(d)} and {@code F(x, d)}.
   *
   * @param geometry the sizes
   */
  record ConvolutionBackward(ConvolutionGeometry geometry) implements Operation {}

  /**
   * The matrix product of two inputs.
   *
   * @param transposeFirst whether the first is transposed
   * @param transposeSecond whether the second is transposed
   */
  record MatrixProduct(boolean transposeFirst, boolean transposeSecond) implements Operation {}

  /**
   * Batch normalisation: inputs x, γ, β; outputs y, mean, biased variance.
   *
   * @param epsilon added to the variance
   */
  record BatchNorm(double epsilon) implements Operation {}

  /**
   * Its gradient: inputs x, γ, mean, biased variance, dy; outputs dx, dγ, dβ.
   *
   * @param epsilon added to the variance
   */
  record BatchNormGradient(double epsilon) implements Operation {}

  /** {@code max(0, x)}. */
  record Relu() implements Operation {}

  /** {@code dy} where x is positive, 0 elsewhere: inputs x and dy. */
  record ReluGradient() implements Operation {}

  /** The sum over all axes but the last. */
  record ChannelSum() implements Operation {}

  /** The same values in the same order under another shape; needs no kernel. */
  record View() implements Operation {}

  /** A copy into a buffer of the caller's. */
  record Copy() implements Operation {}

  /**
   * Any other operation of ND4J.
   *
   * @param function the operation, whose own arguments hold but not its arrays
   */
  record Other(DifferentialFunction function) implements Operation {
    @Override
    public String label() {
      return function.opName();
    }
  }
}
