// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import java.util.Optional;

/**
 * What a convolution layer is, apart from its input.
 *
 * @param filters the number of output channels
 * @param kernel the kernel's height and width in pixels
 * @param stride the step between output positions in pixels
 * @param padding the zeros around the input
 * @param bias how the bias added to each channel is initialised; empty if none is added
 * @param weights how W, and by an independent draw B, is initialised
 */
public record ConvolutionSpec(
    int filters,
    int kernel,
    int stride,
    Padding padding,
    Optional<Initializer> bias,
    Initializer weights) {

  /**
   * A convolution with the same zeros on each side, its bias 0 at first.
   *
   * @param filters the number of output channels
   * @param kernel the kernel's height and width in pixels
   * @param stride the step between output positions in pixels
   * @param padding the zeros added on each side in pixels
   * @param bias whether a bias is added to each channel
   * @param weights how W, and by an independent draw B, is initialised
   */
  public ConvolutionSpec(
      int filters, int kernel, int stride, int padding, boolean bias, Initializer weights) {
    this(filters, kernel, stride, Padding.of(padding), zeroOrNone(bias), weights);
  }

  static Optional<Initializer> zeroOrNone(boolean bias) {
    return bias ? Optional.of(new Initializer.Constant(0)) : Optional.empty();
  }
}
