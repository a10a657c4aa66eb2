// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** v = μ v + g + λ p; p -= η v, or with Nesterov p -= η (g + λ p + μ v). */
final class SgdOptimizer implements Optimizer {

  private final OptimizerSpec spec;
  private final ParameterGroup group;
  private final INDArray velocity;
  private final INDArray step;
  private final FlatRows rows = new FlatRows();

  SgdOptimizer(OptimizerSpec spec, ParameterGroup group) {
    this.spec = spec;
    this.group = group;
    this.velocity = group.values().like();
    this.step = spec.nesterov() ? group.values().like() : velocity;
  }

  @Override
  public void update(double learningRate) {
    velocity.muli(spec.momentum());
    addGradient(velocity);
    if (spec.nesterov()) {
      step.assign(0);
      addGradient(step);
      rows.addScaled(spec.momentum(), velocity, step);
    }
    rows.addScaled(-learningRate, step, group.values());
  }

  private void addGradient(INDArray target) {
    rows.addScaled(1, group.gradients(), target);
    long decayed = group.decayedSize();
    if (decayed > 0) {
      rows.addScaled(
          spec.weightDecay(),
          FlatRows.head(group.values(), decayed),
          FlatRows.head(target, decayed));
    }
  }

  @Override
  public Map<String, INDArray> state() {
    return Map.of("velocity", velocity);
  }
}
