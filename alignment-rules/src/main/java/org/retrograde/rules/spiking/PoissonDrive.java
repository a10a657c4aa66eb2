// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules.spiking;

import java.util.Arrays;
import org.retrograde.api.random.RandomStream;

/**
 * Random input: every {@code activeSteps} steps a fixed share of the units is drawn, and each of
 * them receives a Poisson number of spikes a step.
 */
final class PoissonDrive {

  private final SpikingConstants.Drive constants;
  private final RandomStream random;
  private final int activeUnits;
  private final SynapticTrace trace;
  private final double[] arrivals;
  private final double[] currents;
  private int[] order = {};
  private long step;

  PoissonDrive(int size, SpikingConstants constants, RandomStream random) {
    this.constants = constants.drive();
    this.random = random;
    activeUnits = Math.max(1, (int) (constants.drive().activeFraction() * size));
    trace = new SynapticTrace(size, constants.synapse());
    arrivals = new double[size];
    currents = new double[size];
  }

  /** Draws the spikes of a step and returns the currents they cause; overwritten by the next. */
  double[] advance() {
    draw();
    trace.advance(arrivals);
    double[] values = trace.values();
    for (int i = 0; i < currents.length; i++) {
      currents[i] = constants.weight() * values[i];
    }
    return currents;
  }

  private void draw() {
    if (step++ % constants.activeSteps() == 0) {
      order = random.permutation(arrivals.length);
      Arrays.fill(arrivals, 0);
    }
    for (int i = 0; i < activeUnits; i++) {
      arrivals[order[i]] = poisson(random.nextDouble(), constants.spikesPerStep());
    }
  }

  /** Inverts the distribution function: the least count that it gives more than {@code uniform}. */
  static int poisson(double uniform, double mean) {
    double probability = Math.exp(-mean);
    double below = probability;
    int count = 0;
    while (uniform >= below && probability > 0) {
      count++;
      probability *= mean / count;
      below += probability;
    }
    return count;
  }
}
