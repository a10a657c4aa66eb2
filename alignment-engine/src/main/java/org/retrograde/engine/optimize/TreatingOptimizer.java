// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An optimiser whose gradients are treated before it reads them. */
record TreatingOptimizer(TreatedGradients gradients, Optimizer optimizer) implements Optimizer {

  @Override
  public void update(double learningRate, long step) {
    gradients.refresh();
    optimizer.update(learningRate, step);
  }

  @Override
  public Map<String, INDArray> state() {
    return optimizer.state();
  }
}
