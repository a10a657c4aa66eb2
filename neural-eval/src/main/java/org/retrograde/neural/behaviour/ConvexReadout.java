// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.behaviour;

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
    return SoftmaxOptimum.of(train, labels, objects, SoftmaxWeights.DECAY, true)
        .probabilities(test);
  }
}
