// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules.spiking;

/**
 * The constants of the spiking simulation and of the regression over it, checked when built.
 *
 * <p>Time is counted in steps; a time constant or a period "in steps" is in milliseconds with the
 * standard step. Potentials and currents have no unit: the threshold is 1.
 *
 * <p>Source: Guerguiev, Kording and Richards, ICLR 2020, and the hyperparameters of the authors'
 * code.
 *
 * @param stepSeconds simulated time of a step in seconds, above 0; standard 0.001
 * @param neuron the membrane
 * @param synapse how a spike becomes a current
 * @param drive the random input to the layer that estimates
 * @param regression the windows and the two lines
 */
public record SpikingConstants(
    double stepSeconds, Neuron neuron, Synapse synapse, Drive drive, Regression regression) {

  /** Checks the step. */
  public SpikingConstants {
    Check.positive("stepSeconds", stepSeconds);
  }

  /**
   * The published constants.
   *
   * @return steps of 1 ms and the standard value of every constant
   */
  public static SpikingConstants standard() {
    return new SpikingConstants(
        0.001,
        new Neuron(1, -1, 3, 0.1, 0.6),
        new Synapse(10, 3, 30, 0.2),
        new Drive(0.2, 4, 0.2, 100),
        new Regression(30, 0.1, 10, 1e-3, 10_000));
  }

  /**
   * A leaky integrate-and-fire unit, {@code v += -leak v + coupling (I - v)}.
   *
   * @param threshold potential at which a unit spikes; standard 1
   * @param reset potential after a spike, below the threshold; standard -1
   * @param refractorySteps fewest steps from a spike to the next, at least 1; standard 3
   * @param leak leak conductance times step, at least 0; standard 0.1
   * @param coupling dendritic conductance times step, above 0, with the leak at most 1; standard
   *     0.6
   */
  public record Neuron(
      double threshold, double reset, int refractorySteps, double leak, double coupling) {

    /** Checks every constant. */
    public Neuron {
      Check.require("threshold", Double.isFinite(threshold), threshold, "a finite potential");
      Check.require(
          "reset",
          Double.isFinite(reset) && reset < threshold,
          reset,
          "a potential below the threshold");
      Check.positive("refractorySteps", refractorySteps);
      Check.notNegative("leak", leak);
      Check.positive("coupling", coupling);
      Check.require(
          "leak + coupling", leak + coupling <= 1, leak + coupling, "at most 1 in one step");
    }

    double next(double potential, double current) {
      return potential - leak * potential + coupling * (current - potential);
    }
  }

  /**
   * The current {@code k(j) = (exp(-j / slow) - exp(-j / fast)) / (slow - fast)} that a spike
   * leaves at its j-th step, 1 being the step of the spike.
   *
   * @param slowSteps slow time constant in steps, above the fast one; standard 10
   * @param fastSteps fast time constant in steps, above 0; standard 3
   * @param memorySteps how many steps a spike is felt, at least 1; standard 30
   * @param weightScale the factor in {@code W_s = weightScale n_in W / std(W)}, above 0; standard
   *     0.2
   */
  public record Synapse(double slowSteps, double fastSteps, int memorySteps, double weightScale) {

    /** Checks every constant. */
    public Synapse {
      Check.positive("fastSteps", fastSteps);
      Check.require(
          "slowSteps",
          Double.isFinite(slowSteps) && slowSteps > fastSteps,
          slowSteps,
          "more than fastSteps, " + fastSteps);
      Check.positive("memorySteps", memorySteps);
      Check.positive("weightScale", weightScale);
    }
  }

  /**
   * Poisson spikes to some units at a time.
   *
   * @param spikesPerStep mean number of spikes that an active unit receives in a step, above 0;
   *     standard 0.2, which is 200 Hz
   * @param weight the weight of such a spike, above 0; standard 4
   * @param activeFraction the share of units that are active, above 0 and at most 1, rounded down
   *     to whole units but at least one; standard 0.2
   * @param activeSteps after how many steps other units become active, at least 1; standard 100
   */
  public record Drive(double spikesPerStep, double weight, double activeFraction, int activeSteps) {

    /** Checks every constant. */
    public Drive {
      Check.positive("spikesPerStep", spikesPerStep);
      Check.positive("weight", weight);
      Check.require(
          "activeFraction",
          activeFraction > 0 && activeFraction <= 1,
          activeFraction,
          "above 0 and at most 1");
      Check.positive("activeSteps", activeSteps);
    }
  }

  /**
   * The windows around near-threshold moments and the lines fitted over them.
   *
   * @param windowSteps length of a window in steps, at least 1; standard 30
   * @param startBand how near the drive is to the threshold when a window starts, at least 0;
   *     standard 0.1
   * @param acceptBand how near the largest drive of a window is to the threshold for the window to
   *     count, at least 0; standard 10, which lets nearly every window count
   * @param learningRate the step of the lines' gradient descent, above 0; standard 1e-3
   * @param writeBackSteps after how many steps of a phase B is written, at least 1; standard
   *     10,000, which is 10 s
   */
  public record Regression(
      int windowSteps,
      double startBand,
      double acceptBand,
      double learningRate,
      int writeBackSteps) {

    /** Checks every constant. */
    public Regression {
      Check.positive("windowSteps", windowSteps);
      Check.notNegative("startBand", startBand);
      Check.notNegative("acceptBand", acceptBand);
      Check.positive("learningRate", learningRate);
      Check.positive("writeBackSteps", writeBackSteps);
    }
  }
}
