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
 * @param padding the zeros added on each side in pixels
 */
public record ConvolutionGeometry(
    int height,
    int width,
    int inputChannels,
    int outputChannels,
    int kernel,
    int stride,
    int padding) {

  /** Checks that the kernel fits the padded input. */
  public ConvolutionGeometry {
    if (inputChannels < 1 || outputChannels < 1 || kernel < 1 || stride < 1 || padding < 0) {
      throw new IllegalArgumentException(
          "channels, kernel and stride are at least 1 and padding at least 0, found channels "
              + inputChannels
              + " to "
              + outputChannels
              + ", kernel "
              + kernel
              + ", stride "
              + stride
              + ", padding "
              + padding);
    }
    if (height + 2 * padding < kernel || width + 2 * padding < kernel) {
      throw new IllegalArgumentException(
          "a kernel of "
              + kernel
              + " does not fit an input of "
              + height
              + " x "
              + width
              + " with padding "
              + padding);
    }
  }

  /**
   * Returns the output's height.
   *
   * @return pixels
   */
  public int outputHeight() {
    return (height + 2 * padding - kernel) / stride + 1;
  }

  /**
   * Returns the output's width.
   *
   * @return pixels
   */
  public int outputWidth() {
    return (width + 2 * padding - kernel) / stride + 1;
  }

  /**
   * Returns the same sizes with another number of filters.
   *
   * @param filters the number of filters, at least 1
   * @return the sizes
   */
  public ConvolutionGeometry withOutputChannels(int filters) {
    return new ConvolutionGeometry(height, width, inputChannels, filters, kernel, stride, padding);
  }

  /**
   * Returns the settings of ND4J's convolution operations.
   *
   * @return NHWC activations, kernels {@code [kh, kw, in, out]}, explicit padding
   */
  public Conv2DConfig config() {
    return Conv2DConfig.builder()
        .kH(kernel)
        .kW(kernel)
        .sH(stride)
        .sW(stride)
        .pH(padding)
        .pW(padding)
        .dH(1)
        .dW(1)
        .paddingMode(PaddingMode.VALID)
        .dataFormat("NHWC")
        .weightsFormat(WeightsFormat.YXIO)
        .build();
  }
}
