// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.ceiling;

import java.util.List;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.split.ShuffleSplit;
import org.retrograde.neural.split.SplitSizes;

/**
 * The reliability of averages over repetitions: these are halved at random, the halves' averages
 * correlated over stimuli, and the correlation corrected for the halving. It has the units of r²
 * against the responses without noise.
 *
 * @param splits how often to halve, at least 1
 * @param seed of the random halves
 */
public record InternalConsistency(int splits, int seed) {

  /** As Brain-Score has it: ten times, seed 1. */
  public static final InternalConsistency BRAIN_SCORE = new InternalConsistency(10, 1);

  /**
   * Measures.
   *
   * @param responses at least 2 repetitions of them
   * @return the reliability of each split and neuroid; the ceiling is its {@link
   *     SplitValues#mean()}
   * @throws RetrogradeException if there are fewer than 2 repetitions
   */
  public SplitValues of(RepeatedResponses responses) {
    return ofHalves(
        halves(responses.repetitions()).stream()
            .map(f -> new HalfAverages(responses.average(f.train()), responses.average(f.test())))
            .toList());
  }

  /**
   * Measures every time bin by itself, with the same halves.
   *
   * @param bins the responses of each
   * @return the reliabilities of each
   */
  public List<SplitValues> ofBins(List<? extends RepeatedResponses> bins) {
    return bins.stream().map(this::of).toList();
  }

  /**
   * Divides repetitions, for averages that are made elsewhere.
   *
   * @param repetitions how many there are, at least 2
   * @return the two halves of each split as {@code train} and {@code test}; of an odd number, the
   *     second has one more
   * @throws RetrogradeException if there are fewer than 2
   */
  public List<Fold> halves(int repetitions) {
    if (repetitions < 2) {
      throw RetrogradeException.usage(
          new Problem(
              "ceiling",
              repetitions + " repetition(s) of each stimulus",
              "at least 2",
              "score without a ceiling, or give the responses of single trials"));
    }
    return new ShuffleSplit(splits, SplitSizes.ofTrain(repetitions, 0.5), seed).folds();
  }

  /**
   * Measures averages that were made elsewhere.
   *
   * @param halves at least one, all of one shape
   * @return the reliability of each split and neuroid
   */
  public static SplitValues ofHalves(List<HalfAverages> halves) {
    Matrix values = Matrix.zeros(halves.size(), halves.get(0).first().columns());
    for (int split = 0; split < halves.size(); split++) {
      double[] reliability = halves.get(split).reliability();
      System.arraycopy(
          reliability, 0, values.values(), split * values.columns(), reliability.length);
    }
    return new SplitValues(values);
  }
}
