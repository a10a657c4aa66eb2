// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.split;

import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/**
 * How many of the things to divide go where, as scikit-learn rounds.
 *
 * @param total how many there are
 * @param train how many to fit on, at least 1
 * @param test how many to score on, at least 1; the two may leave some over
 */
public record SplitSizes(int total, int train, int test) {

  /** Checks that both parts have members. */
  public SplitSizes {
    if (train < 1 || test < 1 || (long) train + test > total) {
      throw RetrogradeException.usage(
          new Problem(
              "split of " + total,
              train + " to fit on and " + test + " to score on",
              "at least one of each, and no more than there are",
              "change the size of the training part, or give more stimuli"));
    }
  }

  /**
   * Sizes by the fraction to fit on.
   *
   * @param total how many there are
   * @param fraction from 0 to 1; of {@code fraction * total} the whole part is taken
   * @return the rest is to score on
   */
  public static SplitSizes ofTrain(int total, double fraction) {
    return ofTrainCount(total, (int) Math.floor(fraction * total));
  }

  /**
   * Sizes by the fraction to score on.
   *
   * @param total how many there are
   * @param fraction from 0 to 1; {@code fraction * total} is rounded up
   * @return the rest is to fit on
   */
  public static SplitSizes ofTest(int total, double fraction) {
    int test = (int) Math.ceil(fraction * total);
    return new SplitSizes(total, total - test, test);
  }

  /**
   * Sizes by the number to fit on.
   *
   * @param total how many there are
   * @param train how many to fit on
   * @return the rest is to score on
   */
  public static SplitSizes ofTrainCount(int total, int train) {
    return new SplitSizes(total, train, total - train);
  }
}
