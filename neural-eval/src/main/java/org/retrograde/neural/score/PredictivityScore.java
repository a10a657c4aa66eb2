// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.List;
import java.util.Optional;
import org.retrograde.api.metric.FitNotes;
import org.retrograde.api.metric.Normalization;
import org.retrograde.api.random.RandomStream;
import org.retrograde.neural.ceiling.Normalized;
import org.retrograde.neural.ceiling.SplitValues;
import org.retrograde.neural.stats.Bootstrap;
import org.retrograde.neural.stats.Means;

/**
 * How well activations predict responses. {@code raw().mean()} is the score before normalisation,
 * {@code raw().error()} its standard error over splits.
 *
 * @param mapping the id of the mapping
 * @param sizes of what was scored
 * @param neuroids the ids of the neuroids that were scored
 * @param excluded those that were not, and why
 * @param splits the ids of the stimuli that each split is scored on, sorted
 * @param raw Pearson's correlation of each split and neuroid over the stimuli to score on; NaN
 *     where responses or predictions are constant there
 * @param ceiling the reliability of the neuroids that were scored, if known
 * @param notes what each split's fit found or chose
 * @param warnings sentences for readers
 */
public record PredictivityScore(
    String mapping,
    Sizes sizes,
    List<String> neuroids,
    List<Exclusion> excluded,
    List<List<String>> splits,
    SplitValues raw,
    Optional<SplitValues> ceiling,
    List<FitNotes> notes,
    List<String> warnings) {

  /**
   * Sizes.
   *
   * @param stimuli rows of the responses
   * @param units columns of the activations
   * @param neuroids columns of the responses that were scored
   */
  public record Sizes(int stimuli, int units, int neuroids) {}

  /** Copies the lists. */
  public PredictivityScore {
    neuroids = List.copyOf(neuroids);
    excluded = List.copyOf(excluded);
    splits = splits.stream().map(List::copyOf).toList();
    notes = List.copyOf(notes);
    warnings = List.copyOf(warnings);
  }

  /**
   * Returns the score beside the ceiling, which is the mean over halvings of the median over
   * neuroids.
   *
   * @return the normalised scores, empty without a ceiling
   */
  public Optional<Normalized> normalized() {
    return ceiling.map(c -> new Normalized(raw.mean(), raw.error(), c.mean()));
  }

  /**
   * Returns the mean over neuroids of the scores that each has by its own ceiling. Noisy: a neuroid
   * with a ceiling near 0 can outweigh all others.
   *
   * @return r² / c with the sign of r, over the neuroids with a ceiling above 0; empty without a
   *     ceiling
   */
  public Optional<Double> perNeuroidNormalized() {
    return ceiling.map(
        c -> {
          double[] r = raw.perNeuroid();
          double[] reliability = c.perNeuroid();
          double[] scores = new double[r.length];
          for (int j = 0; j < r.length; j++) {
            scores[j] = Normalization.SQUARED_OVER_CEILING.apply(r[j], reliability[j]);
          }
          return Means.ignoringNaN(scores);
        });
  }

  /**
   * Bounds the raw score by drawing neuroids with replacement.
   *
   * @param draws how many samples to draw; usual: 1000
   * @param random where they come from
   * @return the 95 % interval
   */
  public Interval interval(int draws, RandomStream random) {
    return Interval.of(
        Bootstrap.of(neuroids.size(), draws, places -> raw.neuroids(places).mean(), random));
  }
}
