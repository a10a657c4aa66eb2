// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rectified Adam; see {@link Algorithm.RAdam}. */
final class RAdamOptimizer implements Optimizer {

  /** The least ρ at which the variance of Adam's step is taken to be tractable. */
  private static final double TRACTABLE = 5;

  private final double beta2;
  private final Moments moments;

  RAdamOptimizer(Algorithm.RAdam settings, GroupArithmetic group) {
    beta2 = settings.beta2();
    moments = new Moments(settings.beta1(), beta2, settings.epsilon(), group);
  }

  @Override
  public void update(double learningRate, long step) {
    long t = moments.advance();
    double limit = 2 / (1 - beta2) - 1;
    double decayed = Math.pow(beta2, (double) t);
    double length = limit - 2 * t * decayed / (1 - decayed);
    if (length >= TRACTABLE) {
      moments.stepAlongRatio(learningRate * rectification(length, limit), t);
    } else {
      moments.stepAlongFirst(learningRate, t);
    }
  }

  @Override
  public Map<String, INDArray> state() {
    return moments.state();
  }

  private static double rectification(double length, double limit) {
    double now = (length - 4) * (length - 2) / length;
    return Math.sqrt(now / ((limit - 4) * (limit - 2) / limit));
  }
}
