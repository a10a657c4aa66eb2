// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.behavior;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.retrograde.neural.behaviour.ConvexReadout;
import org.retrograde.neural.behaviour.EarlyStoppedReadout;
import org.retrograde.neural.behaviour.LogisticReadout;
import org.retrograde.neural.behaviour.SoftmaxReadout;

/** How objects are told apart from features. */
public enum Classifier {
  /** Multinomial logistic regression with C = 0.001, as published for choices. */
  LOGISTIC("logistic"),
  /** The optimum of the loss that is published for solution times. */
  CONVEX("convex"),
  /** That loss, descended on as long as published. */
  EARLY_STOPPED("early-stopped");

  private final String id;

  Classifier(String id) {
    this.id = id;
  }

  /**
   * Returns the name users write.
   *
   * @return the name
   */
  public String id() {
    return id;
  }

  /**
   * Returns the names users may write.
   *
   * @return the names
   */
  public static List<String> ids() {
    return Arrays.stream(values()).map(Classifier::id).toList();
  }

  /**
   * Finds a name.
   *
   * @param id what a user wrote
   * @return the value, if there is one
   */
  public static Optional<Classifier> of(String id) {
    return Arrays.stream(values()).filter(value -> value.id.equals(id)).findFirst();
  }

  /**
   * Makes the classifier.
   *
   * @param seed of the first weights, where these are random
   * @return the read-out
   */
  public SoftmaxReadout make(long seed) {
    return switch (this) {
      case LOGISTIC -> LogisticReadout.brainScore();
      case CONVEX -> new ConvexReadout();
      case EARLY_STOPPED -> new EarlyStoppedReadout(seed);
    };
  }
}
