// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

/**
 * In which steps W and B move.
 *
 * <p>A group of parameters is at rest in the other steps: its values, its optimiser's state and
 * count, weight decay, noise, and for the task the running averages of batch normalisation stay as
 * they are. Each group's learning rate counts the group's own time: the steps in which the group
 * has moved, divided by the steps of an epoch. So with alternation a boundary of B's schedule comes
 * {@code alternate + 1} times as late, one of W's {@code (alternate + 1) / alternate} times, and
 * with a delay W's schedule begins when the delay ends.
 *
 * @param delayEpochs until this epoch W rests and B moves in every step, at least 0
 * @param alternate k: after the delay, the steps t (from 0, counted from the start of the run) that
 *     k + 1 divides move B alone, the k others W alone; 0 if every step moves both
 */
public record Regime(int delayEpochs, int alternate) {

  /** Checks the ranges. */
  public Regime {
    if (delayEpochs < 0 || alternate < 0) {
      throw new IllegalArgumentException(
          "a delay and an alternation of at least 0, found " + delayEpochs + " and " + alternate);
    }
  }

  /**
   * Every step moves W and B.
   *
   * @return the regime
   */
  public static Regime simultaneous() {
    return new Regime(0, 0);
  }

  /**
   * Tells whether steps differ, for which there has to be a B to be moved.
   *
   * @return false if every step moves both
   */
  public boolean separates() {
    return delayEpochs > 0 || alternate > 0;
  }

  /**
   * Tells whether W moves.
   *
   * @param step the number of steps before
   * @param stepsPerEpoch steps in an epoch, at least 1
   * @return false if W rests
   */
  public boolean movesTask(long step, int stepsPerEpoch) {
    return taskSteps(step + 1, stepsPerEpoch) > taskSteps(step, stepsPerEpoch);
  }

  /**
   * Tells whether B moves.
   *
   * @param step the number of steps before
   * @param stepsPerEpoch steps in an epoch, at least 1
   * @return false if B rests
   */
  public boolean movesAlignment(long step, int stepsPerEpoch) {
    return alignmentSteps(step + 1, stepsPerEpoch) > alignmentSteps(step, stepsPerEpoch);
  }

  /**
   * Returns in how many steps W moves.
   *
   * @param steps the number of steps from the start on
   * @param stepsPerEpoch steps in an epoch, at least 1
   * @return from 0 to {@code steps}
   */
  public long taskSteps(long steps, int stepsPerEpoch) {
    long delay = (long) delayEpochs * stepsPerEpoch;
    return steps <= delay ? 0 : steps - delay - turns(steps) + turns(delay);
  }

  /**
   * Returns in how many steps B moves.
   *
   * @param steps the number of steps from the start on
   * @param stepsPerEpoch steps in an epoch, at least 1
   * @return from 0 to {@code steps}
   */
  public long alignmentSteps(long steps, int stepsPerEpoch) {
    long delay = (long) delayEpochs * stepsPerEpoch;
    return alternate == 0 || steps <= delay ? steps : delay + turns(steps) - turns(delay);
  }

  /** How many of the first steps are B's alone by alternation. */
  private long turns(long steps) {
    return alternate == 0 ? 0 : (steps + alternate) / (alternate + 1L);
  }
}
