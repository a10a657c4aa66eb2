// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.behaviour;

import org.retrograde.api.metric.Matrix;

/**
 * Multinomial logistic regression, as Brain-Score reads choices out (Rajalingham et al. 2018):
 * scikit-learn's LogisticRegression, but carried to the optimum. Of C times the summed
 * cross-entropy and half the sum of squared weights it takes the least; biases are not penalised.
 *
 * @param c the inverse of the penalty, above 0; Brain-Score's 0.001
 */
public record LogisticReadout(double c) implements SoftmaxReadout {

  private static final double BRAIN_SCORES_C = 1e-3;

  /** Checks the penalty. */
  public LogisticReadout {
    if (!(c > 0)) {
      throw new IllegalArgumentException("C is above 0, found " + c);
    }
  }

  /**
   * As Brain-Score has it.
   *
   * @return the read-out with C = 0.001
   */
  public static LogisticReadout brainScore() {
    return new LogisticReadout(BRAIN_SCORES_C);
  }

  @Override
  public String id() {
    return "multinomial-logistic";
  }

  @Override
  public Matrix probabilities(Matrix train, int[] labels, int objects, Matrix test) {
    double decay = 1 / (c * train.rows());
    return SoftmaxOptimum.of(train, labels, objects, decay, false).probabilities(test);
  }
}
