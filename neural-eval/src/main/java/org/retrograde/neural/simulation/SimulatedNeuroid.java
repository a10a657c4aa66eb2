// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.simulation;

import java.util.Arrays;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.random.RandomStream;

/**
 * One neuroid without noise: {@code ρ s + sqrt(1 - ρ²) e}, where s is a random linear function of
 * some units, of variance 1 over stimuli and driven steps, and e belongs to the neuroid and the
 * stimulus alone, of s's variance in each step.
 */
final class SimulatedNeuroid {

  private SimulatedNeuroid() {}

  /** Its response to each stimulus in each step of the layer, 0 before the first driven one. */
  static Matrix responses(TunedLayer layer, PopulationSpec spec, RandomStream random) {
    Matrix tuned = tuned(layer, Math.min(spec.units(), layer.units()), random);
    double[] own = own(tuned.columns(), random);
    double rho = spec.correlation();
    double rest = Math.sqrt(1 - rho * rho);
    for (int step = layer.first(); step < tuned.rows(); step++) {
      double deviation = deviation(tuned.row(step));
      for (int i = 0; i < tuned.columns(); i++) {
        tuned.set(step, i, rho * tuned.at(step, i) + rest * deviation * own[i]);
      }
    }
    return tuned;
  }

  /** {@code [steps, stimuli]}. */
  private static Matrix tuned(TunedLayer layer, int count, RandomStream random) {
    int[] units = Arrays.copyOf(random.permutation(layer.units()), count);
    double[] weights = new double[count];
    Arrays.setAll(weights, k -> random.nextGaussian());
    Matrix signal = Matrix.zeros(layer.steps().size(), layer.stimuli());
    for (int step = layer.first(); step < signal.rows(); step++) {
      Matrix x = layer.steps().get(step);
      for (int i = 0; i < signal.columns(); i++) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
          sum += weights[k] * x.at(i, units[k]);
        }
        signal.set(step, i, sum);
      }
    }
    standardize(signal, layer.first());
    return signal;
  }

  private static void standardize(Matrix signal, int first) {
    double[] values = signal.values();
    int from = first * signal.columns();
    double mean = Arrays.stream(values, from, values.length).average().orElse(0);
    double square = 0;
    for (int i = from; i < values.length; i++) {
      values[i] -= mean;
      square += values[i] * values[i];
    }
    double deviation = Math.sqrt(square / (values.length - from));
    for (int i = from; i < values.length; i++) {
      values[i] = deviation > 0 ? values[i] / deviation : 0;
    }
  }

  private static double[] own(int stimuli, RandomStream random) {
    double[] own = new double[stimuli];
    Arrays.setAll(own, i -> random.nextGaussian());
    return own;
  }

  private static double deviation(double... values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0));
  }
}
