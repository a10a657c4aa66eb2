// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph.op;

import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;

/**
 * The sizes of a two-dimensional convolution with a square kernel.
 *
 * @param height the input's height in pixels
 * @param width the input's width in pixels
 * @param inputChannels the input's channels
 * @param outputChannels the number of filters
 * @param kernel the kernel's height and width in pixels
 * @param stride the step between output positions in pixels
 * @param borders the zeros added around the input: the same on opposite sides, or {@link
 *     Borders#same TensorFlow's SAME}
 */
public record ConvolutionGeometry(
    int height,
    int width,
    int inputChannels,
    int outputChannels,
    int kernel,
    int stride,
    Borders borders) {

  /** Checks that the kernel fits the padded input. */
  public ConvolutionGeometry {
    if (inputChannels < 1 || outputChannels < 1 || kernel < 1 || stride < 1) {
      throw new IllegalArgumentException(
          "channels, kernel and stride are at least 1, found channels %d to %d, kernel %d, stride %d"
              .formatted(inputChannels, outputChannels, kernel, stride));
    }
    if (height + borders.top() + borders.bottom() < kernel
        || width + borders.left() + borders.right() < kernel) {
      throw new IllegalArgumentException(
          "a kernel of %d does not fit an input of %d x %d with padding %s"
              .formatted(kernel, height, width, borders));
    }
    if (!borders.isSymmetric() && !borders.equals(Borders.same(height, width, kernel, stride))) {
      throw new IllegalArgumentException(
          "padding is the same on opposite sides or TensorFlow's SAME, found " + borders);
    }
  }

  /**
   * Sizes with the same padding on each side.
   *
   * @param height the input's height in pixels
   * @param width the input's width in pixels
   * @param inputChannels the input's channels
   * @param outputChannels the number of filters
   * @param kernel the kernel's height and width in pixels
   * @param stride the step between output positions in pixels
   * @param padding the zeros added on each side in pixels
   */
  public ConvolutionGeometry(
      int height,
      int width,
      int inputChannels,
      int outputChannels,
      int kernel,
      int stride,
      int padding) {
    this(height, width, inputChannels, outputChannels, kernel, stride, Borders.equal(padding));
  }

  /**
   * Sizes with TensorFlow's padding SAME: {@code ceil(length / stride)} output positions along each
   * axis, and zeros added on both sides, one more after than before if their number is odd.
   *
   * @param height the input's height in pixels
   * @param width the input's width in pixels
   * @param inputChannels the input's channels
   * @param outputChannels the number of filters
   * @param kernel the kernel's height and width in pixels
   * @param stride the step between output positions in pixels
   * @return the sizes
   */
  public static ConvolutionGeometry same(
      int height, int width, int inputChannels, int outputChannels, int kernel, int stride) {
    if (kernel < 1 || stride < 1) {
      throw new IllegalArgumentException(
          "kernel and stride are at least 1, found kernel " + kernel + ", stride " + stride);
    }
    return new ConvolutionGeometry(
        height,
        width,
        inputChannels,
        outputChannels,
        kernel,
        stride,
        Borders.same(height, width, kernel, stride));
  }

  /**
   * Returns the output's height.
   *
   * @return pixels
   */
  public int outputHeight() {
    return (height + borders.top() + borders.bottom() - kernel) / stride + 1;
  }

  /**
   * Returns the output's width.
   *
   * @return pixels
   */
  public int outputWidth() {
    return (width + borders.left() + borders.right() - kernel) / stride + 1;
  }

  /**
   * Returns the same sizes with another number of filters.
   *
   * @param filters the number of filters, at least 1
   * @return the sizes
   */
  public ConvolutionGeometry withOutputChannels(int filters) {
    return new ConvolutionGeometry(height, width, inputChannels, filters, kernel, stride, borders);
  }

  /**
   * Returns the settings of ND4J's convolution operations.
   *
   * @return NHWC activations, kernels {@code [kh, kw, in, out]}; explicit padding where opposite
   *     sides are equal, else ND4J's SAME, which is TensorFlow's
   */
  public Conv2DConfig config() {
    return Conv2DConfig.builder()
        .kH(kernel)
        .kW(kernel)
        .sH(stride)
        .sW(stride)
        .pH(borders.top())
        .pW(borders.left())
        .dH(1)
        .dW(1)
        .paddingMode(borders.isSymmetric() ? PaddingMode.VALID : PaddingMode.SAME)
        .dataFormat("NHWC")
        .weightsFormat(WeightsFormat.YXIO)
        .build();
  }
}
