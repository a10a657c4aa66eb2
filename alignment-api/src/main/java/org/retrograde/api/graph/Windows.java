// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Pooling2D.Divisor;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Pooling2D.Pooling2DType;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.api.graph.op.Pooling;

/** What moves over images: kernels and pooling windows. */
final class Windows {

  private Windows() {}

  /** The linear map of a convolution at an input. */
  static LinearMap map(String name, Tensor x, ConvolutionSpec spec) {
    NetworkParts.requireImages(name, x);
    return new ConvolutionMap(
        geometry(x, spec.filters(), spec.kernel(), spec.stride(), spec.padding()));
  }

  static ConvolutionGeometry geometry(
      Tensor x, int filters, int kernel, int stride, Padding padding) {
    int height = x.length(1);
    int width = x.length(2);
    return padding.asNeeded()
        ? ConvolutionGeometry.same(height, width, x.channels(), filters, kernel, stride)
        : new ConvolutionGeometry(
            height, width, x.channels(), filters, kernel, stride, padding.pixels());
  }

  static Tensor maximum(Tensor x, ConvolutionGeometry window) {
    SDVariable y = Pooling.maximum(x.variable(), window);
    return Tensor.of(y, x.length(0), window.outputHeight(), window.outputWidth(), x.channels());
  }

  /** The mean over windows without a border. */
  static Tensor mean(Tensor x, ConvolutionGeometry window) {
    Pooling2DConfig config =
        Pooling2DConfig.builder()
            .type(Pooling2DType.AVG)
            .divisor(Divisor.INCLUDE_PADDING)
            .kH(window.kernel())
            .kW(window.kernel())
            .sH(window.stride())
            .sW(window.stride())
            .isNHWC(true)
            .build();
    SDVariable y = x.variable().getSameDiff().cnn().avgPooling2d(x.variable(), config);
    return Tensor.of(y, x.length(0), window.outputHeight(), window.outputWidth(), x.channels());
  }
}
