// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules.spiking;

import java.util.ArrayList;
import java.util.List;
import org.retrograde.api.random.RandomStream;

/**
 * Estimates the weights of layers in sequence from what their units' spikes cause in the next
 * layer: regression discontinuity.
 *
 * <p>A phase simulates the layers as spiking units. Each layer is driven at random for an equal
 * part of the phase, in order. Spikes travel forward only, so the estimate of a layer depends on
 * that layer and the next alone, and no others are simulated. Membranes are silent whenever another
 * layer starts to be driven; the regression lasts from phase to phase. Every 10 s of a phase
 * (constant {@code writeBackSteps}) estimates that are not 0 replace the entries of B, scaled to
 * the standard deviation of the initial B. Not safe for use by several threads.
 *
 * <p>Source: Guerguiev, Kording and Richards, ICLR 2020, in the form of the authors' code; there
 * membranes are not silenced between the parts of a phase, which touches their first windows only.
 */
public final class DiscontinuityEstimator {

  private final SpikingConstants constants;
  private final List<RegressionState> states;

  /**
   * Continues from states of the regression.
   *
   * @param constants the simulation's constants
   * @param states one a layer that estimates, in the order of the layers, at least one; each
   *     layer's outputs are the inputs of the next. The estimator changes them
   * @throws org.retrograde.api.error.RetrogradeException if the shapes do not follow each other
   */
  public DiscontinuityEstimator(SpikingConstants constants, List<RegressionState> states) {
    this.constants = constants;
    this.states = List.copyOf(states);
    Check.require("states", !states.isEmpty(), "none", "at least one layer");
    for (int layer = 1; layer < states.size(); layer++) {
      int inputs = states.get(layer).inputs();
      int outputs = states.get(layer - 1).outputs();
      Check.require(
          "layer " + layer, inputs == outputs, inputs + " inputs", outputs + " as sent to it");
    }
  }

  /**
   * Runs a phase.
   *
   * @param weights W of each layer, {@code [inputs, outputs]}; only their proportions matter
   * @param feedback B of each layer, in the same layout
   * @param seconds the simulated time of the phase, above 0, shared equally by the layers;
   *     published 90
   * @param random where the drive comes from
   * @return the new B of each layer
   * @throws org.retrograde.api.error.RetrogradeException if a shape is not that of the states, or
   *     the weights of a layer are all equal
   */
  public List<WeightMatrix> run(
      List<WeightMatrix> weights,
      List<WeightMatrix> feedback,
      double seconds,
      RandomStream random) {
    Check.positive("seconds", seconds);
    requireShapes("weights", weights);
    requireShapes("feedback", feedback);
    List<WeightMatrix> result = new ArrayList<>(feedback);
    long steps = Math.round(seconds / constants.stepSeconds());
    for (int layer = 0; layer < states.size(); layer++) {
      long from = steps * layer / states.size();
      long to = steps * (layer + 1) / states.size();
      DrivenPair pair = new DrivenPair(constants, weights.get(layer), states.get(layer), random);
      for (long step = from + 1; step <= to; step++) {
        pair.advance();
        writeBack(result, step);
      }
    }
    return List.copyOf(result);
  }

  /**
   * Returns what lasts from phase to phase.
   *
   * @return the states that were given, as they are now
   */
  public List<RegressionState> states() {
    return states;
  }

  private void writeBack(List<WeightMatrix> feedback, long step) {
    if (step % constants.regression().writeBackSteps() == 0) {
      for (int layer = 0; layer < states.size(); layer++) {
        RegressionState state = states.get(layer);
        feedback.set(layer, state.writeBack(feedback.get(layer), constants.neuron().threshold()));
      }
    }
  }

  private void requireShapes(String what, List<WeightMatrix> matrices) {
    Check.require(what, matrices.size() == states.size(), matrices.size(), states.size() + "");
    for (int layer = 0; layer < states.size(); layer++) {
      WeightMatrix matrix = matrices.get(layer);
      RegressionState state = states.get(layer);
      boolean fits = matrix.inputs() == state.inputs() && matrix.outputs() == state.outputs();
      String expected = "[" + state.inputs() + ", " + state.outputs() + "]";
      Check.require(what + " of layer " + layer, fits, matrix.shape(), expected);
    }
  }
}
