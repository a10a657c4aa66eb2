// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Adam; see {@link Algorithm.Adam}. */
final class AdamOptimizer implements Optimizer {

  private final Moments moments;

  AdamOptimizer(Algorithm.Adam settings, GroupArithmetic group) {
    moments = new Moments(settings.beta1(), settings.beta2(), settings.epsilon(), group);
  }

  @Override
  public void update(double learningRate, long step) {
    long t = moments.advance();
    moments.stepAlongRatio(learningRate, t);
  }

  @Override
  public Map<String, INDArray> state() {
    return moments.state();
  }
}
