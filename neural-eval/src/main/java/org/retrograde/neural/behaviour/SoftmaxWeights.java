// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.behaviour;

import java.util.Arrays;
import org.retrograde.api.metric.Matrix;

/**
 * The weights of a softmax layer, and its loss: the mean cross-entropy plus half the decay times
 * the sum of squares of weights and biases.
 *
 * @param features how many features there are
 * @param objects how many objects
 * @param values the weights {@code [features, objects]}, then the biases
 */
@SuppressWarnings("ArrayRecordComponent")
record SoftmaxWeights(int features, int objects, double[] values) {

  /** Kar et al.'s. */
  static final double DECAY = 0.463;

  static SoftmaxWeights zeros(int features, int objects) {
    return new SoftmaxWeights(features, objects, new double[(features + 1) * objects]);
  }

  Matrix probabilities(Matrix x) {
    Matrix result = Matrix.zeros(x.rows(), objects);
    for (int i = 0; i < x.rows(); i++) {
      System.arraycopy(softmax(x, i), 0, result.values(), i * objects, objects);
    }
    return result;
  }

  /** Of one row. */
  double[] softmax(Matrix x, int row) {
    double[] logits = Arrays.copyOfRange(values, features * objects, values.length);
    for (int k = 0; k < features; k++) {
      double value = x.at(row, k);
      for (int c = 0; c < objects; c++) {
        logits[c] += value * values[k * objects + c];
      }
    }
    double largest = Arrays.stream(logits).max().orElseThrow();
    double sum = 0;
    for (int c = 0; c < objects; c++) {
      logits[c] = Math.exp(logits[c] - largest);
      sum += logits[c];
    }
    for (int c = 0; c < objects; c++) {
      logits[c] /= sum;
    }
    return logits;
  }

  /** The cross-entropy of these rows, without the decay; its gradient is added. */
  double crossEntropy(Matrix x, int[] labels, int[] rows, double[] gradient) {
    double loss = 0;
    for (int row : rows) {
      double[] error = softmax(x, row);
      loss -= Math.log(error[labels[row]]) / rows.length;
      error[labels[row]] -= 1;
      for (int k = 0; k <= features; k++) {
        double value = (k == features ? 1 : x.at(row, k)) / rows.length;
        for (int c = 0; c < objects; c++) {
          gradient[k * objects + c] += value * error[c];
        }
      }
    }
    return loss;
  }
}
