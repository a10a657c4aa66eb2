// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.random.RandomStream;
import org.retrograde.neural.ceiling.SplitValues;
import org.retrograde.neural.stats.Bootstrap;

/**
 * Two models scored on the same splits of the same neuroids.
 *
 * @param difference the first score less the second
 * @param interval its 95 % interval over neuroids, the two kept together
 * @param perSplit the difference of each split and neuroid
 */
public record PairedComparison(double difference, Interval interval, SplitValues perSplit) {

  /**
   * Compares. Splits of one set of stimuli depend on each other, so that only neuroids are drawn.
   *
   * @param first a score
   * @param second another, of the same neuroids on the same splits
   * @param draws how many samples of neuroids to draw; usual: 1000
   * @param random where they come from
   * @return the comparison
   * @throws RetrogradeException if neuroids or splits differ
   */
  public static PairedComparison of(
      PredictivityScore first, PredictivityScore second, int draws, RandomStream random) {
    if (!first.neuroids().equals(second.neuroids()) || !first.splits().equals(second.splits())) {
      throw RetrogradeException.usage(
          new Problem(
              "comparison of two scores",
              first.neuroids().size()
                  + " and "
                  + second.neuroids().size()
                  + " neuroids, "
                  + first.splits().size()
                  + " and "
                  + second.splits().size()
                  + " splits, not the same ones",
              "the same neuroids and splits",
              "score both on the same responses with the same settings"));
    }
    SplitValues a = first.raw();
    SplitValues b = second.raw();
    Bootstrap bootstrap =
        Bootstrap.of(
            first.neuroids().size(),
            draws,
            places -> a.neuroids(places).mean() - b.neuroids(places).mean(),
            random);
    return new PairedComparison(a.mean() - b.mean(), Interval.of(bootstrap), difference(a, b));
  }

  private static SplitValues difference(SplitValues a, SplitValues b) {
    double[] values = a.values().values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] -= b.values().values()[i];
    }
    return new SplitValues(new Matrix(a.values().rows(), a.values().columns(), values));
  }
}
