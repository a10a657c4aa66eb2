// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.behaviour;

import java.util.stream.IntStream;
import org.retrograde.api.metric.Matrix;

/**
 * The optimum of the loss that the read-out of Kar et al. 2019 descends on. It depends on nothing
 * random. Not what was published: that stops long before.
 */
public record ConvexReadout() implements SoftmaxReadout {

  @Override
  public String id() {
    return "convex-optimum";
  }

  @Override
  public Matrix probabilities(Matrix train, int[] labels, int objects, Matrix test) {
    SoftmaxWeights weights = SoftmaxWeights.zeros(train.columns(), objects);
    int[] all = IntStream.range(0, train.rows()).toArray();
    Descent.minimise(
        weights.values(), (at, gradient) -> loss(weights, train, labels, all, gradient));
    return weights.probabilities(test);
  }

  /** The weights are those that are being moved. */
  private static double loss(
      SoftmaxWeights weights, Matrix train, int[] labels, int[] rows, double[] gradient) {
    double squares = 0;
    for (int i = 0; i < gradient.length; i++) {
      double value = weights.values()[i];
      gradient[i] = SoftmaxWeights.DECAY * value;
      squares += value * value;
    }
    return weights.crossEntropy(train, labels, rows, gradient) + SoftmaxWeights.DECAY / 2 * squares;
  }
}
