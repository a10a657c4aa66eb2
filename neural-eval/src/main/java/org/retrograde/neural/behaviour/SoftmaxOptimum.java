// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.behaviour;

import java.util.stream.IntStream;
import org.retrograde.api.metric.Matrix;

/** The least of the mean cross-entropy plus half a decay times a sum of squares. */
final class SoftmaxOptimum {

  private SoftmaxOptimum() {}

  /**
   * Fits.
   *
   * @param train {@code [images, features]}
   * @param labels the object of each image
   * @param objects how many there are
   * @param decay of what is penalised
   * @param biases whether biases are penalised too
   */
  static SoftmaxWeights of(Matrix train, int[] labels, int objects, double decay, boolean biases) {
    SoftmaxWeights weights = SoftmaxWeights.zeros(train.columns(), objects);
    int penalised = biases ? weights.values().length : train.columns() * objects;
    int[] all = IntStream.range(0, train.rows()).toArray();
    Descent.minimise(
        weights.values(),
        (at, gradient) ->
            squares(at, penalised, decay, gradient)
                + weights.crossEntropy(train, labels, all, gradient));
    return weights;
  }

  /** Their part of the loss, whose gradient it writes. */
  private static double squares(double[] values, int penalised, double decay, double[] gradient) {
    double squares = 0;
    for (int i = 0; i < gradient.length; i++) {
      double value = i < penalised ? values[i] : 0;
      gradient[i] = decay * value;
      squares += value * value;
    }
    return decay / 2 * squares;
  }
}
