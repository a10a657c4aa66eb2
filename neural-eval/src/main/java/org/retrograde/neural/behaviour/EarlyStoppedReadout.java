// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.behaviour;

import java.util.Arrays;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.random.RandomStream;
import org.retrograde.neural.split.RandomState;

/**
 * The read-out of Kar et al. 2019 as Brain-Score trains it: Adam, at most 40 epochs, far from the
 * optimum. It starts from numbers of our own, so that scores agree with Brain-Score's in
 * distribution only.
 *
 * @param seed of the first weights
 */
public record EarlyStoppedReadout(long seed) implements SoftmaxReadout {

  private static final int EPOCHS = 40;
  private static final int BATCH = 64;
  private static final int ORDER_SEED = 0;
  private static final double ENOUGH = 1e-4;

  @Override
  public String id() {
    return "early-stopped-adam";
  }

  @Override
  public Matrix probabilities(Matrix train, int[] labels, int objects, Matrix test) {
    SoftmaxWeights weights = first(train.columns(), objects);
    Adam adam = new Adam(weights.values().length);
    RandomState random = new RandomState(ORDER_SEED);
    boolean done = false;
    for (int epoch = 0; epoch < EPOCHS && !done; epoch++) {
      int[] order = random.permutation(train.rows());
      double last = Double.POSITIVE_INFINITY;
      for (int from = 0; from < order.length; from += BATCH) {
        int[] rows = Arrays.copyOfRange(order, from, Math.min(order.length, from + BATCH));
        last = step(weights, adam, train, labels, rows);
      }
      done = last < ENOUGH;
    }
    return weights.probabilities(test);
  }

  private static double step(
      SoftmaxWeights weights, Adam adam, Matrix train, int[] labels, int[] rows) {
    double[] gradient = new double[weights.values().length];
    double loss = weights.crossEntropy(train, labels, rows, gradient);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] += SoftmaxWeights.DECAY * weights.values()[i];
    }
    adam.step(weights.values(), gradient);
    return loss;
  }

  /** Weights of variance 1 / features within two deviations; biases 1. */
  private SoftmaxWeights first(int features, int objects) {
    RandomStream random = RandomStream.of(seed, "softmax-readout", 0);
    SoftmaxWeights weights = SoftmaxWeights.zeros(features, objects);
    double[] values = weights.values();
    Arrays.fill(values, 1);
    for (int i = 0; i < features * objects; i++) {
      values[i] = (float) (truncated(random) / TRUNCATED_DEVIATION / Math.sqrt(features));
    }
    return weights;
  }

  /** What cutting off leaves of a standard normal number's deviation. */
  private static final double TRUNCATED_DEVIATION = 0.8796256610342398;

  private static double truncated(RandomStream random) {
    double number = random.nextGaussian();
    while (Math.abs(number) > 2) {
      number = random.nextGaussian();
    }
    return number;
  }
}
