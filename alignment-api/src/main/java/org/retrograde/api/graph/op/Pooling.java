// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph.op;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;

/** Pooling over windows that {@link ConvolutionGeometry} describes. */
public final class Pooling {

  private Pooling() {}

  /**
   * Adds a maximum over windows; padding never wins.
   *
   * @param x {@code [batch, height, width, channels]}
   * @param window the sizes, with as many output channels as input channels, and on each side a
   *     border narrower than the window
   * @return {@code [batch, outputHeight, outputWidth, channels]}
   */
  public static SDVariable maximum(SDVariable x, ConvolutionGeometry window) {
    Borders borders = window.borders();
    int widest =
        Math.max(
            Math.max(borders.top(), borders.bottom()), Math.max(borders.left(), borders.right()));
    if (window.inputChannels() != window.outputChannels() || widest >= window.kernel()) {
      throw new IllegalArgumentException(
          "a pooling window keeps the channels and is larger than its padding, found " + window);
    }
    Pooling2DConfig config =
        Pooling2DConfig.builder()
            .kH(window.kernel())
            .kW(window.kernel())
            .sH(window.stride())
            .sW(window.stride())
            .pH(borders.top())
            .pW(borders.left())
            .paddingMode(borders.isSymmetric() ? PaddingMode.VALID : PaddingMode.SAME)
            .isNHWC(true)
            .build();
    return x.getSameDiff().cnn().maxPooling2d(x, config);
  }
}
