// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.op.ConvolutionAdjoint;
import org.retrograde.api.graph.op.ConvolutionFilterGradient;
import org.retrograde.api.graph.op.ConvolutionGeometry;

/**
 * A two-dimensional convolution of NHWC activations with kernels {@code [kh, kw, in, out]}.
 *
 * @param geometry its sizes
 */
public record ConvolutionMap(ConvolutionGeometry geometry) implements LinearMap {

  @Override
  public SDVariable apply(SDVariable kernel, SDVariable x) {
    return x.getSameDiff().cnn().conv2d(x, kernel, geometry.config());
  }

  @Override
  public SDVariable adjoint(SDVariable kernel, SDVariable d) {
    return new ConvolutionAdjoint(d.getSameDiff(), kernel, d, geometry).outputVariable();
  }

  @Override
  public SDVariable filterGradient(SDVariable x, SDVariable d) {
    return new ConvolutionFilterGradient(x.getSameDiff(), x, d, geometry).outputVariable();
  }

  @Override
  public List<Integer> kernelShape() {
    return List.of(
        geometry.kernel(), geometry.kernel(), geometry.inputChannels(), geometry.outputChannels());
  }

  @Override
  public List<Integer> inputShape(int images) {
    return List.of(images, geometry.height(), geometry.width(), geometry.inputChannels());
  }

  @Override
  public List<Integer> outputShape(int images) {
    return List.of(
        images, geometry.outputHeight(), geometry.outputWidth(), geometry.outputChannels());
  }

  @Override
  public Fans fans() {
    int area = geometry.kernel() * geometry.kernel();
    return new Fans(area * geometry.inputChannels(), area * geometry.outputChannels());
  }

  @Override
  public int positions() {
    return geometry.outputHeight() * geometry.outputWidth();
  }

  @Override
  public LinearMap withOutputs(int filters) {
    return new ConvolutionMap(geometry.withOutputChannels(filters));
  }
}
