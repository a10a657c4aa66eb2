// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.behavior;

import java.util.Optional;
import org.retrograde.app.neural.Readout;
import org.retrograde.neural.behaviour.SoftmaxReadout;

/**
 * How behaviour is compared.
 *
 * @param classifier how objects are told apart; empty for what is published: logistic for choices,
 *     early-stopped for solution times
 * @param classifierSeed of first weights, where these are random
 * @param readout which steps of an unrolled layer stand for it where choices are compared
 * @param splits how often stimuli are divided where solution times are compared, at least 1
 * @param splitSeed what these divisions are drawn from, as scikit-learn draws them
 */
public record BehaviorSettings(
    Optional<Classifier> classifier,
    long classifierSeed,
    Readout readout,
    int splits,
    int splitSeed) {

  /** The part of the stimuli that each division scores on. */
  static final double TEST_SHARE = 0.1;

  /**
   * Tells whether anything depends on the seed of first weights.
   *
   * @param timed whether solution times are compared
   * @return true if it does
   */
  public boolean isRandom(boolean timed) {
    return classifier.map(kind -> kind == Classifier.EARLY_STOPPED).orElse(timed);
  }

  SoftmaxReadout forChoices() {
    return classifier.orElse(Classifier.LOGISTIC).make(classifierSeed);
  }

  SoftmaxReadout forTimes() {
    return classifier.orElse(Classifier.EARLY_STOPPED).make(classifierSeed);
  }
}
