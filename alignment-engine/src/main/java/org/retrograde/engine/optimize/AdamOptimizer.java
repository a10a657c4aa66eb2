// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * m = β₁ m + (1 - β₁) g; v = β₂ v + (1 - β₂) g²; p -= η √(1 - β₂ᵗ) / (1 - β₁ᵗ) · m / (√v + ε), with
 * λ p added to g.
 */
final class AdamOptimizer implements Optimizer {

  private final OptimizerSpec spec;
  private final ParameterGroup group;
  private final INDArray firstMoment;
  private final INDArray secondMoment;
  private final INDArray gradient;
  private final INDArray scratch;
  private final INDArray steps = Nd4j.scalar(DataType.INT64, 0);
  private final FlatRows rows = new FlatRows();

  AdamOptimizer(OptimizerSpec spec, ParameterGroup group) {
    this.spec = spec;
    this.group = group;
    this.firstMoment = group.values().like();
    this.secondMoment = group.values().like();
    this.gradient = group.values().like();
    this.scratch = group.values().like();
  }

  @Override
  public void update(double learningRate) {
    steps.addi(1);
    loadGradient();
    firstMoment.muli(spec.beta1());
    rows.addScaled(1 - spec.beta1(), gradient, firstMoment);
    secondMoment.muli(spec.beta2());
    gradient.muli(gradient, scratch);
    rows.addScaled(1 - spec.beta2(), scratch, secondMoment);
    scratch.assign(secondMoment);
    Transforms.sqrt(scratch, false);
    scratch.addi(spec.epsilon());
    firstMoment.divi(scratch, scratch);
    rows.addScaled(-learningRate * correction(steps.getLong(0)), scratch, group.values());
  }

  private double correction(long t) {
    return Math.sqrt(1 - Math.pow(spec.beta2(), (double) t))
        / (1 - Math.pow(spec.beta1(), (double) t));
  }

  private void loadGradient() {
    gradient.assign(group.gradients());
    long decayed = group.decayedSize();
    if (decayed > 0) {
      rows.addScaled(
          spec.weightDecay(),
          FlatRows.head(group.values(), decayed),
          FlatRows.head(gradient, decayed));
    }
  }

  @Override
  public Map<String, INDArray> state() {
    return new TreeMap<>(
        Map.of("firstMoment", firstMoment, "secondMoment", secondMoment, "steps", steps));
  }
}
