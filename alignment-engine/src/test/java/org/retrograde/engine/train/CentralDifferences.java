// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.retrograde.api.data.Batch;
import org.retrograde.engine.Tolerances;
import org.retrograde.engine.checkpoint.NamedArray;

/** Compares a step's gradients with central differences of its loss, in float64. */
final class CentralDifferences {

  private CentralDifferences() {}

  /** Requires that the gradients of all parameters are those of the loss. */
  static void requireGradients(TrainingStep step, Batch batch) {
    for (String parameter : step.names()) {
      if (!parameter.contains("running")) {
        step.runWithoutUpdate(batch);
        double[] gradient = (double[]) step.gradient(parameter).values();
        double[] differences = differences(step, batch, parameter);
        assertThat(relativeError(gradient, differences))
            .as(parameter)
            .isLessThan(Tolerances.DIFFERENCE);
      }
    }
  }

  private static double[] differences(TrainingStep step, Batch batch, String parameter) {
    NamedArray original = step.get(parameter);
    double[] values = ((double[]) original.values()).clone();
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      values[i] = value + Tolerances.DIFFERENCE_STEP;
      step.set(parameter, new NamedArray(original.shape(), values));
      double above = step.runWithoutUpdate(batch);
      values[i] = value - Tolerances.DIFFERENCE_STEP;
      step.set(parameter, new NamedArray(original.shape(), values));
      double below = step.runWithoutUpdate(batch);
      values[i] = value;
      result[i] = (above - below) / (2 * Tolerances.DIFFERENCE_STEP);
    }
    step.set(parameter, original);
    return result;
  }

  private static double relativeError(double[] got, double[] expected) {
    double largest = 1e-3;
    double error = 0;
    for (int i = 0; i < got.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      error = Math.max(error, Math.abs(got[i] - expected[i]));
    }
    return error / largest;
  }
}
