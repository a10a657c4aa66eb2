// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The matrix product {@code y = x K}.
 *
 * @param inputs the number of input features
 * @param outputs the number of output features
 */
public record DenseMap(int inputs, int outputs) implements LinearMap {

  /** Checks the sizes. */
  public DenseMap {
    if (inputs < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          "sizes are at least 1, found " + inputs + " to " + outputs);
    }
  }

  @Override
  public SDVariable apply(SDVariable kernel, SDVariable x) {
    return x.getSameDiff().mmul(x, kernel);
  }

  @Override
  public SDVariable adjoint(SDVariable kernel, SDVariable d) {
    return d.getSameDiff().mmul(d, kernel, false, true, false);
  }

  @Override
  public SDVariable filterGradient(SDVariable x, SDVariable d) {
    return x.getSameDiff().mmul(x, d, true, false, false);
  }

  @Override
  public List<Integer> kernelShape() {
    return List.of(inputs, outputs);
  }

  @Override
  public List<Integer> inputShape(int images) {
    return List.of(images, inputs);
  }

  @Override
  public List<Integer> outputShape(int images) {
    return List.of(images, outputs);
  }

  @Override
  public Fans fans() {
    return new Fans(inputs, outputs);
  }

  @Override
  public int positions() {
    return 1;
  }

  @Override
  public LinearMap withOutputs(int newOutputs) {
    return new DenseMap(inputs, newOutputs);
  }
}
