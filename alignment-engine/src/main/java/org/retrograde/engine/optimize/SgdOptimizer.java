// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.engine.kernel.Kernel;

/** v = μ v + g + λ p; p -= η v, or with Nesterov p -= η (g + λ p + μ v). */
final class SgdOptimizer implements Optimizer {

  private final INDArray velocity;
  private final INDArray rate;
  private final List<Kernel> update = new ArrayList<>();

  SgdOptimizer(Algorithm.Sgd settings, GroupArithmetic group) {
    velocity = group.row();
    rate = Nd4j.create(velocity.dataType(), 1);
    update.addAll(group.decayed(velocity, settings.momentum(), velocity));
    INDArray step = velocity;
    if (settings.nesterov()) {
      step = group.row();
      update.addAll(group.decayed(velocity, settings.momentum(), step));
    }
    update.add(group.addScaled(step, rate));
  }

  @Override
  public void update(double learningRate, long step) {
    rate.putScalar(0, -learningRate);
    update.forEach(Kernel::run);
  }

  @Override
  public Map<String, INDArray> state() {
    return Map.of("velocity", velocity);
  }
}
