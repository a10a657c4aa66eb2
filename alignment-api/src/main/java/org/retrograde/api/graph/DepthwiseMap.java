// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.op.DepthwiseAdjoint;
import org.retrograde.api.graph.op.DepthwiseConvolution;
import org.retrograde.api.graph.op.DepthwiseFilterGradient;
import org.retrograde.api.graph.op.DepthwiseGeometry;

/**
 * A depthwise convolution of NHWC activations with kernels {@code [k, k, channels, 1]}: each
 * channel has a kernel of its own and no other.
 *
 * @param geometry its sizes
 */
public record DepthwiseMap(DepthwiseGeometry geometry) implements LinearMap {

  @Override
  public SDVariable apply(SDVariable kernel, SDVariable x) {
    return new DepthwiseConvolution(x.getSameDiff(), x, kernel, geometry).outputVariable();
  }

  @Override
  public SDVariable adjoint(SDVariable kernel, SDVariable d) {
    return new DepthwiseAdjoint(d.getSameDiff(), kernel, d, geometry).outputVariable();
  }

  @Override
  public SDVariable filterGradient(SDVariable x, SDVariable d) {
    return new DepthwiseFilterGradient(x.getSameDiff(), x, d, geometry).outputVariable();
  }

  @Override
  public List<Integer> kernelShape() {
    return List.of(geometry.kernel(), geometry.kernel(), geometry.channels(), 1);
  }

  @Override
  public List<Integer> inputShape(int images) {
    return List.of(images, geometry.height(), geometry.width(), geometry.channels());
  }

  @Override
  public List<Integer> outputShape(int images) {
    return inputShape(images);
  }

  /**
   * Returns the fans as TensorFlow counts them from the kernel's shape. Only {@code k k} weights
   * meet in a unit, so initial weights are much smaller than a full convolution's would be;
   * published networks were trained from those.
   *
   * @return {@code k k channels} in, {@code k k} out
   */
  @Override
  public Fans fans() {
    int area = geometry.kernel() * geometry.kernel();
    return new Fans(area * geometry.channels(), area);
  }

  @Override
  public int positions() {
    return geometry.height() * geometry.width();
  }

  /**
   * Not possible: outputs are the inputs' channels.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public LinearMap withOutputs(int outputs) {
    throw new UnsupportedOperationException(
        "a depthwise convolution of "
            + geometry.channels()
            + " channels has as many outputs, and cannot have "
            + outputs
            + "; use a rule whose feedback weights have the shape of W there");
  }
}
