// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.behaviour;

import java.util.Arrays;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Matrix;

/**
 * Trials in which a subject saw an image and chose between its object and another one.
 *
 * @param objects how many objects there are
 * @param truth the object of each image, from 0
 * @param image the image of each trial, from 0
 * @param distractor the other object on offer in each trial
 * @param choice the object chosen in each trial, one of the two
 */
@SuppressWarnings("ArrayRecordComponent")
public record ChoiceTrials(int objects, int[] truth, int[] image, int[] distractor, int[] choice) {

  /** Checks that every choice was on offer. */
  public ChoiceTrials {
    if (image.length != distractor.length || image.length != choice.length) {
      throw new IllegalArgumentException(
          image.length + " images, " + distractor.length + " and " + choice.length + " choices");
    }
    for (int i = 0; i < image.length; i++) {
      if (choice[i] != distractor[i] && choice[i] != truth[image[i]]) {
        throw RetrogradeException.usage(
            new Problem(
                "trial " + i + " (counted from 0)",
                "choice of object " + choice[i],
                truth[image[i]] + " or " + distractor[i] + ", which were on offer",
                "correct this trial or leave it out"));
      }
    }
  }

  /**
   * Returns how many trials there are.
   *
   * @return their number
   */
  public int count() {
    return image.length;
  }

  /**
   * Counts.
   *
   * @param trials which trials to count
   * @return for each image and object: trials in which it was chosen over trials in which it was on
   *     offer
   */
  public FalseAlarms falseAlarms(int... trials) {
    Matrix rates = Matrix.zeros(truth.length, objects);
    Matrix offers = Matrix.zeros(truth.length, objects);
    for (int trial : trials) {
      int i = image[trial];
      int other = distractor[trial];
      offers.set(i, other, offers.at(i, other) + 1);
      if (choice[trial] == other) {
        rates.set(i, other, rates.at(i, other) + 1);
      }
    }
    // 0 / 0 where an object was never on offer.
    Arrays.setAll(rates.values(), k -> rates.values()[k] / offers.values()[k]);
    return new FalseAlarms(rates, truth);
  }
}
