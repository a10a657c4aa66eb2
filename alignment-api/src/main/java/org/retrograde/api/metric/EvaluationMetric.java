// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.metric;

import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.plugin.Plugin;

/**
 * A score of activations against responses that fits no {@link Mapping}: a similarity of
 * geometries, or a matching of units.
 */
public interface EvaluationMetric extends Plugin {

  /**
   * Scores.
   *
   * @param activations X
   * @param responses Y of all rows, {@code [stimuli, neuroids]}
   * @param fold what is matched on {@code train} is scored on {@code test}; a metric that learns
   *     nothing reads {@code test} alone
   * @param parameters values checked against {@link #parameters()}
   * @return one value, or one for each neuroid; NaN where it is not defined, never 0 in its place
   */
  double[] score(Activations activations, Matrix responses, Fold fold, Parameters parameters);

  /**
   * Returns how scores are normalised.
   *
   * @return the formula
   */
  Normalization normalization();
}
