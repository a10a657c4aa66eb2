// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.ceiling;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.neural.split.RandomState;
import org.retrograde.neural.stats.Pearson;

/**
 * How well responses are predicted, corrected for the noise of the responses and of the mapping:
 * {@code r_xy / sqrt(SB(r_xx) SB(r_yy))} over the stimuli to score on (Nayebi et al. 2021). r_xy
 * correlates predictions with responses; r_xx the predictions of maps fitted to two halves of the
 * trials; r_yy these halves; SB is Spearman and Brown's correction. It is a correlation.
 *
 * @param mapping how to predict
 * @param parameters of the mapping
 * @param folds the divisions of stimuli
 * @param seeds of the random halves, at least one; published: 1234 to 2233
 */
public record NoiseCorrectedConsistency(
    Mapping mapping, Parameters parameters, List<Fold> folds, List<Integer> seeds) {

  private static final double TRAIN = 0.8;

  /** Copies the lists. */
  public NoiseCorrectedConsistency {
    folds = List.copyOf(folds);
    seeds = List.copyOf(seeds);
  }

  /**
   * Divides stimuli as published: four fifths to fit on, the first of a permutation whose seed is
   * the number of the division.
   *
   * @param stimuli how many there are
   * @param splits how many divisions; published: 5
   * @return the divisions
   */
  public static List<Fold> folds(int stimuli, int splits) {
    int train = (int) Math.ceil(TRAIN * stimuli);
    return IntStream.range(0, splits)
        .mapToObj(seed -> parted(new RandomState(seed).permutation(stimuli), train))
        .toList();
  }

  /**
   * Measures.
   *
   * @param source what predicts
   * @param responses what is predicted, at least 2 repetitions
   * @return the consistency of each fold and neuroid
   * @throws RetrogradeException if there are fewer than 2 repetitions, or a stimulus has no trial
   */
  public ConsistencyResult of(ConsistencySource source, RepeatedResponses responses) {
    int repetitions = responses.repetitions();
    // Checks their number.
    InternalConsistency.BRAIN_SCORE.halves(repetitions);
    Matrix whole = responses.average(IntStream.range(0, repetitions).toArray());
    requireWhole(whole);
    ConsistencyTally tally = new ConsistencyTally(folds.size(), whole.columns());
    for (int fold = 0; fold < folds.size(); fold++) {
      ofFold(fold, source, responses, whole, tally);
    }
    return tally.result();
  }

  private void ofFold(
      int fold,
      ConsistencySource source,
      RepeatedResponses responses,
      Matrix whole,
      ConsistencyTally tally) {
    Activations x = source.average(IntStream.range(0, responses.repetitions()).toArray());
    Fold rows = folds.get(fold);
    Mapping.Design design = mapping.prepare(x, rows.train(), parameters);
    Matrix target = whole.rows(rows.test());
    Matrix predicted = predicted(design, whole, rows);
    double[] xy = Pearson.ofColumns(predicted, target);
    for (int seed : seeds) {
      Fold trials = halves(responses.repetitions(), seed);
      HalfAverages y =
          new HalfAverages(responses.average(trials.train()), responses.average(trials.test()));
      if (y.isWhole()) {
        Matrix first = predicted(design(source, trials.train(), x, design, rows), y.first(), rows);
        Matrix second = predicted(design(source, trials.test(), x, design, rows), y.second(), rows);
        double[] xx = new HalfAverages(first, second).reliability();
        double[] yy =
            new HalfAverages(y.first().rows(rows.test()), y.second().rows(rows.test()))
                .reliability();
        tally.add(fold, xy, xx, yy);
      } else {
        tally.skip();
      }
    }
  }

  private Mapping.Design design(
      ConsistencySource source, int[] trials, Activations known, Mapping.Design design, Fold rows) {
    Activations half = source.average(trials);
    // Factors of one X serve all halves of Y.
    return half == known ? design : mapping.prepare(half, rows.train(), parameters);
  }

  private static Matrix predicted(Mapping.Design design, Matrix responses, Fold rows) {
    return design.fit(responses.rows(rows.train())).predict(rows.test());
  }

  private static Fold halves(int repetitions, int seed) {
    return parted(new RandomState(seed).permutation(repetitions), repetitions / 2);
  }

  private static Fold parted(int[] order, int first) {
    return new Fold(Arrays.copyOf(order, first), Arrays.copyOfRange(order, first, order.length));
  }

  private static void requireWhole(Matrix responses) {
    for (int i = 0; i < responses.rows(); i++) {
      for (double value : responses.row(i)) {
        if (Double.isNaN(value)) {
          throw RetrogradeException.usage(
              new Problem(
                  "noise-corrected consistency",
                  "no response to stimulus " + i + " (counted from 0) in any repetition",
                  "a response of every neuroid to every stimulus",
                  "leave out this stimulus, or the neuroids that miss it"));
        }
      }
    }
  }
}
