// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes values in other time bins: the mean of the bins that overlap one, each weighted by the part
 * of it that lies in there (Brain-Score's {@code time_align}).
 */
public final class TimeAlignment {

  private final double[][] weights;

  private TimeAlignment(double[][] weights) {
    this.weights = weights;
  }

  /**
   * Works out the weights.
   *
   * @param source the bins that there are, which may overlap each other
   * @param target the bins wanted
   * @param where the file, for the message
   * @return the alignment
   * @throws org.retrograde.api.error.RetrogradeException if a bin wanted is not wholly covered
   */
  public static TimeAlignment of(List<TimeBin> source, List<TimeBin> target, String where) {
    double[][] weights = new double[target.size()][source.size()];
    for (int i = 0; i < target.size(); i++) {
      requireCovered(source, target.get(i), where);
      for (int j = 0; j < source.size(); j++) {
        TimeBin bin = source.get(j);
        weights[i][j] = Math.max(0, overlap(bin, target.get(i))) / (bin.end() - bin.start());
      }
      double sum = 0;
      for (double weight : weights[i]) {
        sum += weight;
      }
      for (int j = 0; j < source.size(); j++) {
        weights[i][j] /= sum;
      }
    }
    return new TimeAlignment(weights);
  }

  /**
   * Returns a weight.
   *
   * @param target the number of a bin wanted
   * @param source the number of a bin that there is
   * @return its part in the mean, from 0 to 1
   */
  public double weight(int target, int source) {
    return weights[target][source];
  }

  /** The bins that count, and those between them. */
  Span span() {
    int[] needed =
        IntStream.range(0, weights[0].length)
            .filter(j -> Arrays.stream(weights).anyMatch(row -> row[j] > 0))
            .toArray();
    return new Span(needed[0], needed[needed.length - 1] - needed[0] + 1);
  }

  int targets() {
    return weights.length;
  }

  /** The value in a bin wanted, of those in a span of bins; NaN if one that it needs is. */
  double apply(int target, Span span, double[] values, int from, int step) {
    double sum = 0;
    for (int j = 0; j < span.length(); j++) {
      double weight = weights[target][span.first() + j];
      sum += weight == 0 ? 0 : weight * values[from + j * step];
    }
    return sum;
  }

  private static double overlap(TimeBin a, TimeBin b) {
    return Math.min(a.end(), b.end()) - Math.max(a.start(), b.start());
  }

  private static void requireCovered(List<TimeBin> source, TimeBin target, String where) {
    double reached = target.start();
    List<TimeBin> inOrder =
        source.stream()
            .filter(TimeBin::isKnown)
            .sorted(Comparator.comparing(TimeBin::start))
            .toList();
    for (TimeBin bin : inOrder) {
      if (bin.start() <= reached) {
        reached = Math.max(reached, bin.end());
      }
    }
    if (reached < target.end()) {
      throw Refusal.of(
          where,
          source.size() + " time bins " + span(inOrder),
          "bins that cover " + target + " without a gap",
          "choose other time bins");
    }
  }

  private static String span(List<TimeBin> bins) {
    return bins.isEmpty()
        ? "of which the file does not say the times"
        : "from "
            + bins.get(0)
            + " to "
            + IntStream.range(0, bins.size())
                .mapToObj(bins::get)
                .max(Comparator.comparing(TimeBin::end))
                .orElseThrow();
  }
}
