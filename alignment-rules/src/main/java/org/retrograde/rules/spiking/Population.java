// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules.spiking;

import java.util.Arrays;

/** Integrate-and-fire units, at first silent and at the reset potential. */
final class Population {

  private final SpikingConstants.Neuron neuron;
  private final double[] potentials;
  private final int[] refractory;
  private final double[] spikes;
  private final int[] spiking;
  private int spikeCount;

  Population(int size, SpikingConstants.Neuron neuron) {
    this.neuron = neuron;
    potentials = new double[size];
    Arrays.fill(potentials, neuron.reset());
    refractory = new int[size];
    spikes = new double[size];
    spiking = new int[size];
  }

  /** Integrates one step and lets units spike. */
  void advance(double[] currents) {
    Arrays.fill(spikes, 0);
    spikeCount = 0;
    for (int i = 0; i < potentials.length; i++) {
      refractory[i] = Math.max(0, refractory[i] - 1);
      potentials[i] = neuron.next(potentials[i], currents[i]);
      if (potentials[i] >= neuron.threshold() && refractory[i] == 0) {
        spike(i);
      }
    }
  }

  private void spike(int unit) {
    potentials[unit] = neuron.reset();
    refractory[unit] = neuron.refractorySteps();
    spikes[unit] = 1;
    spiking[spikeCount++] = unit;
  }

  double potential(int unit) {
    return potentials[unit];
  }

  boolean spiked(int unit) {
    return spikes[unit] != 0;
  }

  /** 1 for units that spiked in the latest step, else 0; overwritten by the next. */
  double[] spikes() {
    return spikes;
  }

  /** How many units spiked in the latest step. */
  int spikeCount() {
    return spikeCount;
  }

  /** The units that spiked in the latest step, the first {@link #spikeCount()} of the array. */
  int[] spiking() {
    return spiking;
  }
}
