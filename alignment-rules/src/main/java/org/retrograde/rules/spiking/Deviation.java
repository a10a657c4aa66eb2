// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules.spiking;

/** The standard deviation of numbers given one by one (Welford, Technometrics 1962). */
final class Deviation {

  private long count;
  private double mean;
  private double squares;

  void add(double value) {
    count++;
    double distance = value - mean;
    mean += distance / count;
    squares += distance * (value - mean);
  }

  /** The root of the mean squared distance from the mean; 0 where there is at most one number. */
  double value() {
    return count == 0 ? 0 : Math.sqrt(squares / count);
  }
}
