// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.ceiling;

import org.retrograde.api.metric.Matrix;

/** Responses to stimuli that were shown several times, in one time bin. */
public interface RepeatedResponses {

  /**
   * Returns how many repetitions there are.
   *
   * @return the number of distinct repetition labels; their order is that of the sorted labels
   */
  int repetitions();

  /**
   * Averages some of them.
   *
   * @param places which repetitions, each from 0
   * @return {@code [stimuli, neuroids]}, the mean of the trials there are; NaN where there are none
   */
  Matrix average(int... places);
}
