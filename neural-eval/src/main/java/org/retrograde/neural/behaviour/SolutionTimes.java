// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.behaviour;

import java.util.Arrays;

/**
 * When each image is first told apart as well as a subject tells it apart (Kar et al. 2019). Not
 * safe for use by several threads.
 */
public final class SolutionTimes {

  private final double[] thresholds;
  private final double[] lastTime;
  private final double[] lastValue;
  private final double[] solved;

  /**
   * Begins with no image solved.
   *
   * @param thresholds what each image's I1 must reach
   */
  public SolutionTimes(double... thresholds) {
    this.thresholds = thresholds.clone();
    lastTime = new double[thresholds.length];
    lastValue = new double[thresholds.length];
    solved = new double[thresholds.length];
    Arrays.fill(lastValue, Double.NEGATIVE_INFINITY);
    Arrays.fill(solved, Double.NaN);
  }

  /**
   * Takes up the next time bin. An image that reaches its threshold is solved at the bin's start if
   * no bin was below, else at the time where the line from the <em>highest</em> value so far to
   * this one crosses the threshold.
   *
   * @param time the bin's start in ms, later than those before
   * @param i1 the I1 of each image in it
   */
  public void add(double time, double... i1) {
    for (int i = 0; i < thresholds.length; i++) {
      if (!Double.isNaN(solved[i])) {
        continue;
      }
      if (i1[i] >= thresholds[i]) {
        solved[i] = crossing(i, time, i1[i]);
      } else if (i1[i] > lastValue[i]) {
        lastTime[i] = time;
        lastValue[i] = i1[i];
      }
    }
  }

  private double crossing(int image, double time, double value) {
    double low = lastValue[image];
    if (low == Double.NEGATIVE_INFINITY) {
      return time;
    }
    double part = (thresholds[image] - low) / (value - low);
    return lastTime[image] + part * (time - lastTime[image]);
  }

  /**
   * Tells whether later bins can change anything.
   *
   * @return true if every image with a threshold is solved
   */
  public boolean isComplete() {
    for (int i = 0; i < solved.length; i++) {
      if (Double.isNaN(solved[i]) && !Double.isNaN(thresholds[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the times.
   *
   * @return one an image in ms; NaN if it has not been solved
   */
  public double[] times() {
    return solved.clone();
  }
}
