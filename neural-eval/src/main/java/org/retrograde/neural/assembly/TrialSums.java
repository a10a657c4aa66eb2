// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.retrograde.api.metric.Matrix;

/** The sums of one neuroid's trials while they come in, over all and over parts. */
final class TrialSums {

  private static final int BYTES = Double.BYTES + Integer.BYTES;

  private final int stimuli;
  private final Span bins;
  private final double[][] sums;
  private final int[][] counts;
  private long missing;

  TrialSums(int stimuli, Span bins, int parts) {
    this.stimuli = stimuli;
    this.bins = bins;
    int size = Math.multiplyExact(stimuli, bins.length());
    sums = new double[1 + parts][size];
    counts = new int[1 + parts][size];
  }

  static long bytes(long stimuli, long bins, long parts) {
    return stimuli * bins * (1 + parts) * BYTES;
  }

  void add(int stimulus, int bin, int[] parts, double value) {
    if (Double.isNaN(value)) {
      missing++;
      return;
    }
    int place = (bin - bins.first()) * stimuli + stimulus;
    sums[0][place] += value;
    counts[0][place]++;
    for (int part : parts) {
      sums[1 + part][place] += value;
      counts[1 + part][place]++;
    }
  }

  NeuroidMeans means(int neuroid, Optional<TimeAlignment> alignment) {
    List<Matrix> parts = new ArrayList<>();
    for (int i = 1; i < sums.length; i++) {
      parts.add(mean(i, alignment));
    }
    return new NeuroidMeans(neuroid, mean(0, alignment), parts, missing);
  }

  /** No trial makes 0 / 0, which is NaN. */
  private Matrix mean(int part, Optional<TimeAlignment> alignment) {
    double[] means = new double[sums[part].length];
    for (int i = 0; i < means.length; i++) {
      means[i] = sums[part][i] / counts[part][i];
    }
    return alignment
        .map(aligned -> aligned(means, aligned))
        .orElseGet(() -> new Matrix(bins.length(), stimuli, means));
  }

  private Matrix aligned(double[] means, TimeAlignment alignment) {
    Matrix result = Matrix.zeros(alignment.targets(), stimuli);
    for (int bin = 0; bin < alignment.targets(); bin++) {
      for (int s = 0; s < stimuli; s++) {
        result.set(bin, s, alignment.apply(bin, bins, means, s, stimuli));
      }
    }
    return result;
  }
}
