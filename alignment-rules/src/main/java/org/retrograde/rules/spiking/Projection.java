// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules.spiking;

import java.util.Arrays;

/**
 * Synapses from one layer to the next, {@code W_s = scale n_in W / std(W)}.
 *
 * <p>Weights and kernel are both linear, so spikes are weighted first and the sums filtered: only
 * rows of units that spiked are read.
 */
final class Projection {

  private final int outputs;
  private final double[] weights;
  private final double[] arrivals;
  private final SynapticTrace trace;

  Projection(WeightMatrix matrix, SpikingConstants.Synapse synapse) {
    outputs = matrix.outputs();
    weights = spikingCopy(matrix, synapse.weightScale());
    arrivals = new double[outputs];
    trace = new SynapticTrace(outputs, synapse);
  }

  static double[] spikingCopy(WeightMatrix matrix, double weightScale) {
    double deviation = matrix.deviation();
    Check.require("std(W)", deviation > 0, deviation, "weights that are not all equal");
    float[] values = matrix.values();
    double[] copy = new double[values.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = weightScale * matrix.inputs() * values[i] / deviation;
    }
    return copy;
  }

  /** Takes the spikes of a step and returns the currents; overwritten by the next. */
  double[] advance(Population senders) {
    Arrays.fill(arrivals, 0);
    for (int s = 0; s < senders.spikeCount(); s++) {
      int row = senders.spiking()[s] * outputs;
      for (int j = 0; j < outputs; j++) {
        arrivals[j] += weights[row + j];
      }
    }
    trace.advance(arrivals);
    return trace.values();
  }
}
