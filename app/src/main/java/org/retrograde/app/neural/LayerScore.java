// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.List;
import java.util.Optional;
import org.retrograde.api.metric.Normalization;
import org.retrograde.neural.score.Interval;

/**
 * A layer's score in a region.
 *
 * @param layer the layer
 * @param units how many values it has
 * @param raw the score before normalisation
 * @param error its standard error over splits
 * @param ceiling the reliability of the neuroids; empty if it is not known or too low
 * @param normalization how the two become one
 * @param neuroids how many were scored; 0 where a score is of all together
 * @param excluded why others were not, with their numbers
 * @param interval the middle 95 % of a bootstrap over neuroids
 * @param warnings sentences for readers
 */
public record LayerScore(
    String layer,
    int units,
    double raw,
    double error,
    Optional<Double> ceiling,
    Normalization normalization,
    int neuroids,
    List<String> excluded,
    Optional<Interval> interval,
    List<String> warnings) {

  /** Copies the lists. */
  public LayerScore {
    excluded = List.copyOf(excluded);
    warnings = List.copyOf(warnings);
  }

  /**
   * Returns the normalised score.
   *
   * @return by the formula of {@link #normalization()}; empty without a ceiling
   */
  public Optional<Double> normalized() {
    return ceiling.map(c -> normalization.apply(raw, c));
  }

  /**
   * Returns the normalised score as Brain-Score gave it until 2026.
   *
   * @return (r / c)² with the sign of r; empty without a ceiling, or for similarities
   */
  public Optional<Double> before2026() {
    return normalization == Normalization.SQUARED_OVER_CEILING
        ? ceiling.map(c -> Math.signum(raw) * (raw / c) * (raw / c))
        : Optional.empty();
  }

  /** By what layers are ranked: normalised scores rank as raw ones do. */
  double rank() {
    return Double.isNaN(raw) ? Double.NEGATIVE_INFINITY : raw;
  }
}
