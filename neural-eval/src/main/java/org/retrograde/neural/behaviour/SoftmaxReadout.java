// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.behaviour;

import org.retrograde.api.metric.Matrix;

/** Learns to tell objects apart from features. */
public interface SoftmaxReadout {

  /**
   * Fits and predicts.
   *
   * @param train {@code [images, features]}, standardised by the training images
   * @param labels the object of each of them, from 0
   * @param objects how many objects there are
   * @param test {@code [others, features]}, standardised likewise
   * @return the probabilities of the others, {@code [others, objects]}
   */
  Matrix probabilities(Matrix train, int[] labels, int objects, Matrix test);

  /**
   * Returns the read-out's name for reports: scores of different read-outs are not comparable.
   *
   * @return lower-case words joined by hyphens
   */
  String id();
}
