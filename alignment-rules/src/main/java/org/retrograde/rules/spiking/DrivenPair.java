// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules.spiking;

import org.retrograde.api.random.RandomStream;

/** A layer driven at random, the next layer, and the windows over both; silent at first. */
final class DrivenPair {

  private final PoissonDrive drive;
  private final Population layer;
  private final Projection projection;
  private final Population next;
  private final SynapticTrace nextTrace;
  private final CausalWindows windows;

  DrivenPair(
      SpikingConstants constants,
      WeightMatrix weights,
      RegressionState regression,
      RandomStream random) {
    drive = new PoissonDrive(weights.inputs(), constants, random);
    layer = new Population(weights.inputs(), constants.neuron());
    projection = new Projection(weights, constants.synapse());
    next = new Population(weights.outputs(), constants.neuron());
    nextTrace = new SynapticTrace(weights.outputs(), constants.synapse());
    windows = new CausalWindows(constants, regression);
  }

  /** One step: the driven layer first, so that its windows see the next layer one step earlier. */
  void advance() {
    double[] currents = drive.advance();
    layer.advance(currents);
    windows.advance(layer, currents, nextTrace.values());
    next.advance(projection.advance(layer));
    nextTrace.advance(next.spikes());
  }

  Population layer() {
    return layer;
  }

  Population next() {
    return next;
  }
}
