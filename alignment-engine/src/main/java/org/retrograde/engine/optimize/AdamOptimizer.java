// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.nd4j.AdamMoments;
import org.retrograde.engine.kernel.nd4j.WithReference;

/**
 * m = β₁ m + (1 - β₁) g; v = β₂ v + (1 - β₂) g²; p -= η √(1 - β₂ᵗ) / (1 - β₁ᵗ) · m / (√v + ε), with
 * λ p added to g.
 */
final class AdamOptimizer implements Optimizer {

  private final OptimizerSpec spec;
  private final INDArray firstMoment;
  private final INDArray secondMoment;
  private final INDArray steps = Nd4j.scalar(DataType.INT64, 0);
  private final INDArray rate;
  private final List<Kernel> loadGradient;
  private final AdamMoments moments;
  private final Kernel apply;

  AdamOptimizer(OptimizerSpec spec, ParameterGroup group, WithReference kernels) {
    this.spec = spec;
    firstMoment = group.values().like();
    secondMoment = group.values().like();
    INDArray direction = group.values().like();
    rate = Nd4j.create(direction.dataType(), 1);
    GroupArithmetic arithmetic = new GroupArithmetic(group, kernels);
    loadGradient = arithmetic.decayed(direction, 0, direction, spec.weightDecay());
    moments =
        new AdamMoments(
            spec.beta1(), spec.beta2(), spec.epsilon(), direction, firstMoment, secondMoment);
    apply = arithmetic.addScaled(direction, rate);
  }

  @Override
  public void update(double learningRate) {
    steps.addi(1);
    loadGradient.forEach(Kernel::run);
    moments.run();
    rate.putScalar(0, -learningRate * correction(steps.getLong(0)));
    apply.run();
  }

  private double correction(long t) {
    return Math.sqrt(1 - Math.pow(spec.beta2(), (double) t))
        / (1 - Math.pow(spec.beta1(), (double) t));
  }

  @Override
  public Map<String, INDArray> state() {
    return new TreeMap<>(
        Map.of("firstMoment", firstMoment, "secondMoment", secondMoment, "steps", steps));
  }
}
