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

/**
 * What Adam and rectified Adam share: m = β₁ m + (1 - β₁) g and v = β₂ v + (1 - β₂) g², where λ p
 * is part of g, the number of updates, and steps along m / (√v + ε) or m.
 */
final class Moments {

  private final double beta1;
  private final double beta2;
  private final INDArray firstMoment;
  private final INDArray secondMoment;
  private final INDArray steps = Nd4j.scalar(DataType.INT64, 0);
  private final INDArray rate;
  private final List<Kernel> loadGradient;
  private final AdamMoments moments;
  private final Kernel alongRatio;
  private final Kernel alongFirst;

  Moments(double beta1, double beta2, double epsilon, GroupArithmetic group) {
    this.beta1 = beta1;
    this.beta2 = beta2;
    firstMoment = group.row();
    secondMoment = group.row();
    INDArray direction = group.row();
    rate = Nd4j.create(direction.dataType(), 1);
    loadGradient = group.decayed(direction, 0, direction);
    moments = new AdamMoments(beta1, beta2, epsilon, direction, firstMoment, secondMoment);
    alongRatio = group.addScaled(direction, rate);
    alongFirst = group.addScaled(firstMoment, rate);
  }

  /** Takes up the present gradients; returns t, the number of updates this one included. */
  long advance() {
    steps.addi(1);
    loadGradient.forEach(Kernel::run);
    moments.run();
    return steps.getLong(0);
  }

  /** p -= η √(1 - β₂ᵗ) / (1 - β₁ᵗ) · m / (√v + ε). */
  void stepAlongRatio(double learningRate, long t) {
    step(alongRatio, learningRate * Math.sqrt(1 - power(beta2, t)) / (1 - power(beta1, t)));
  }

  /** p -= η m / (1 - β₁ᵗ). */
  void stepAlongFirst(double learningRate, long t) {
    step(alongFirst, learningRate / (1 - power(beta1, t)));
  }

  Map<String, INDArray> state() {
    return new TreeMap<>(
        Map.of("firstMoment", firstMoment, "secondMoment", secondMoment, "steps", steps));
  }

  private void step(Kernel along, double length) {
    rate.putScalar(0, -length);
    along.run();
  }

  private static double power(double beta, long t) {
    return Math.pow(beta, (double) t);
  }
}
