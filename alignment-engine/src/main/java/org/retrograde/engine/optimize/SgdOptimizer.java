// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.nd4j.WithReference;

/** v = μ v + g + λ p; p -= η v, or with Nesterov p -= η (g + λ p + μ v). */
final class SgdOptimizer implements Optimizer {

  private final INDArray velocity;
  private final INDArray rate;
  private final List<Kernel> update = new ArrayList<>();

  SgdOptimizer(OptimizerSpec spec, ParameterGroup group, WithReference kernels) {
    velocity = group.values().like();
    rate = Nd4j.create(velocity.dataType(), 1);
    GroupArithmetic arithmetic = new GroupArithmetic(group, kernels);
    double decay = spec.weightDecay();
    update.addAll(arithmetic.decayed(velocity, spec.momentum(), velocity, decay));
    INDArray step = velocity;
    if (spec.nesterov()) {
      step = velocity.like();
      update.addAll(arithmetic.decayed(velocity, spec.momentum(), step, decay));
    }
    update.add(arithmetic.addScaled(step, rate));
  }

  @Override
  public void update(double learningRate) {
    rate.putScalar(0, -learningRate);
    update.forEach(Kernel::run);
  }

  @Override
  public Map<String, INDArray> state() {
    return Map.of("velocity", velocity);
  }
}
