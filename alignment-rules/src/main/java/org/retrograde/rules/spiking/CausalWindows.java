// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules.spiking;

import java.util.Arrays;

/**
 * The windows of a driven layer. A window opens when a unit's drive comes near the threshold; when
 * it closes, what the next layer did meanwhile is an observation for one of the unit's two lines.
 *
 * <p>The drive {@code u} is the potential that the unit would have, had it not spiked since the
 * window opened. All windows have the same length, so the response summed over a window that closes
 * now is the response summed over the latest steps, whatever the unit.
 *
 * <p>Source: Guerguiev, Kording and Richards, ICLR 2020, in the form of the authors' code.
 */
final class CausalWindows {

  private final SpikingConstants.Neuron neuron;
  private final SpikingConstants.Regression constants;
  private final RegressionState regression;
  private final int outputs;
  private final double[] drive;
  private final double[] largestDrive;
  private final int[] stepsLeft;
  private final int[] spikes;
  private final double[] before;
  private final SlidingSum response;
  private final double[] targets;

  CausalWindows(SpikingConstants constants, RegressionState regression) {
    neuron = constants.neuron();
    this.constants = constants.regression();
    this.regression = regression;
    int size = regression.inputs();
    outputs = regression.outputs();
    drive = new double[size];
    Arrays.fill(drive, neuron.reset());
    largestDrive = new double[size];
    stepsLeft = new int[size];
    spikes = new int[size];
    before = new double[Math.multiplyExact(size, outputs)];
    response = new SlidingSum(outputs, this.constants.windowSteps());
    targets = new double[outputs];
  }

  /**
   * Takes a step.
   *
   * @param layer the layer after the step
   * @param currents what it received in the step
   * @param next the trace of the next layer's spikes before the step
   */
  void advance(Population layer, double[] currents, double[] next) {
    response.advance(next);
    for (int unit = 0; unit < drive.length; unit++) {
      boolean ending = stepsLeft[unit] == 1;
      integrate(unit, currents[unit]);
      if (ending) {
        observe(unit);
      }
      follow(unit, layer);
      boolean opened = openIfNear(unit);
      if (opened && !ending) {
        System.arraycopy(next, 0, before, unit * outputs, outputs);
      }
      count(unit, layer.spiked(unit), ending);
    }
  }

  private void integrate(int unit, double current) {
    if (stepsLeft[unit] > 0) {
      largestDrive[unit] = Math.max(largestDrive[unit], drive[unit]);
    }
    drive[unit] = neuron.next(drive[unit], current);
  }

  private void observe(int unit) {
    double largest = largestDrive[unit];
    if (Math.abs(largest - neuron.threshold()) > constants.acceptBand()) {
      return;
    }
    double[] sum = response.values();
    int row = unit * outputs;
    for (int j = 0; j < outputs; j++) {
      targets[j] = sum[j] / constants.windowSteps() - before[row + j];
    }
    regression.observe(unit, spikes[unit] > 0, largest, targets, constants.learningRate());
  }

  private void follow(int unit, Population layer) {
    stepsLeft[unit] = Math.max(0, stepsLeft[unit] - 1);
    if (stepsLeft[unit] == 0) {
      drive[unit] = layer.potential(unit);
    }
  }

  /** A window that opens as another closes keeps the response from before that one. */
  private boolean openIfNear(int unit) {
    boolean opens =
        stepsLeft[unit] == 0 && Math.abs(neuron.threshold() - drive[unit]) <= constants.startBand();
    if (opens) {
      stepsLeft[unit] = constants.windowSteps();
    }
    return opens;
  }

  private void count(int unit, boolean spiked, boolean ending) {
    if (ending) {
      spikes[unit] = 0;
      largestDrive[unit] = 0;
    } else if (spiked && stepsLeft[unit] > 0) {
      spikes[unit]++;
    }
  }
}
