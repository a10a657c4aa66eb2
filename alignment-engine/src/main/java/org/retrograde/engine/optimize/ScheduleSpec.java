// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

import java.util.List;

/**
 * How a learning rate changes over the epochs.
 *
 * @param kind the shape of the curve after the warm-up
 * @param warmupEpochs over how many epochs the rate rises linearly from 0, at least 0
 * @param at for {@link Kind#STEP}, the epochs at which the rate is multiplied, ascending; empty
 *     otherwise
 * @param factor what the rate is multiplied by: for {@link Kind#STEP} at each of the epochs, for
 *     {@link Kind#EXPONENTIAL} over each epoch
 */
public record ScheduleSpec(Kind kind, double warmupEpochs, List<Double> at, double factor) {

  /** The shapes of curve. */
  public enum Kind {
    /** The base rate throughout. */
    CONSTANT,
    /** The base rate times a power of the factor. */
    STEP,
    /**
     * Half a cosine from the base rate to 0 at the last epoch (Loshchilov and Hutter 2017, without
     * restarts).
     */
    COSINE,
    /** A straight line from the base rate to 0 at the last epoch. */
    LINEAR,
    /** The base rate times the factor to the power of the epochs since the warm-up. */
    EXPONENTIAL
  }

  /** Copies the list and checks the values. */
  public ScheduleSpec {
    at = List.copyOf(at);
    if (!(warmupEpochs >= 0) || !(factor > 0) || !at.stream().sorted().toList().equals(at)) {
      throw new IllegalArgumentException(
          "a warm-up of at least 0 epochs, a factor above 0 and ascending epochs, found "
              + warmupEpochs
              + ", "
              + factor
              + " and "
              + at);
    }
  }

  /**
   * The base rate throughout.
   *
   * @return the schedule
   */
  public static ScheduleSpec constant() {
    return new ScheduleSpec(Kind.CONSTANT, 0, List.of(), 1);
  }

  /**
   * Returns the multiple of the base rate that holds at a moment.
   *
   * @param epoch the moment, in epochs since the start, fractions included
   * @param epochs the length of the run in epochs
   * @return the multiple, from 0
   */
  public double multiplier(double epoch, double epochs) {
    if (epoch < warmupEpochs) {
      return epoch / warmupEpochs;
    }
    return switch (kind) {
      case CONSTANT -> 1;
      case STEP ->
          Math.pow(factor, (double) at.stream().filter(boundary -> epoch >= boundary).count());
      case COSINE -> (1 + Math.cos(Math.PI * progress(epoch, epochs))) / 2;
      case LINEAR -> 1 - progress(epoch, epochs);
      case EXPONENTIAL -> Math.pow(factor, epoch - warmupEpochs);
    };
  }

  private double progress(double epoch, double epochs) {
    return Math.min(1, (epoch - warmupEpochs) / (epochs - warmupEpochs));
  }
}
