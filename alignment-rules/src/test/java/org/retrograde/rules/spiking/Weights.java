// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules.spiking;

import java.util.function.DoubleSupplier;
import org.retrograde.api.random.RandomStream;

/** Weights for tests. */
final class Weights {

  private Weights() {}

  static WeightMatrix uniform(int inputs, int outputs, long seed) {
    RandomStream random = RandomStream.of(seed, "weights", 0);
    return of(inputs, outputs, () -> 2 * random.nextDouble() - 1);
  }

  static WeightMatrix of(int inputs, int outputs, DoubleSupplier entries) {
    float[] values = new float[inputs * outputs];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) entries.getAsDouble();
    }
    return WeightMatrix.of(inputs, outputs, values);
  }

  static double[] doubles(WeightMatrix matrix) {
    float[] values = matrix.values();
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
