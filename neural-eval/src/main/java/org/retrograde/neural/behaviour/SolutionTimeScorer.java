// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.behaviour;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.stats.Means;
import org.retrograde.neural.stats.Ranks;

/** Scores object solution times (Kar et al. 2019, as Brain-Score computes them). */
public final class SolutionTimeScorer {

  /** Over fewer images a rank correlation says nothing. */
  private static final int FEWEST_COMMON = 10;

  /**
   * Scores.
   *
   * @param request what from
   * @return the score; all NaN if activations do not change over time
   */
  public SolutionTimeScore score(SolutionTimeRequest request) {
    int splits = request.folds().size();
    double[] perSplit = new double[splits];
    double[] solved = new double[splits];
    Arrays.fill(perSplit, Double.NaN);
    Arrays.fill(solved, Double.NaN);
    List<String> warnings = new ArrayList<>();
    List<Matrix> bins = request.bins().stream().map(SolutionTimeScorer::features).toList();
    if (isStatic(bins)) {
      warnings.add("activations are the same in every time bin, so no image has a solution time");
      return new SolutionTimeScore(perSplit, solved, request.readout().id(), warnings);
    }
    for (int split = 0; split < splits; split++) {
      Fold fold = request.folds().get(split);
      double[] neural = picked(request.neural(), fold.test());
      double[] times = times(request, bins, fold);
      solved[split] = (double) common(neural, times).length / common(neural, neural).length;
      perSplit[split] = correlation(neural, times, split, warnings);
    }
    return new SolutionTimeScore(perSplit, solved, request.readout().id(), warnings);
  }

  private static Matrix features(Activations bin) {
    return bin.units(0, bin.units());
  }

  private static boolean isStatic(List<Matrix> bins) {
    double[] first = bins.get(0).values();
    return bins.stream().allMatch(bin -> Arrays.equals(bin.values(), first));
  }

  private static double[] times(SolutionTimeRequest request, List<Matrix> bins, Fold fold) {
    int[] labels = picked(request.labels(), fold.train());
    int[] truth = picked(request.labels(), fold.test());
    SolutionTimes times = new SolutionTimes(picked(request.thresholds(), fold.test()));
    for (int bin = 0; bin < bins.size() && !times.isComplete(); bin++) {
      Standardised x = Standardised.of(bins.get(bin), fold);
      Matrix probabilities =
          request.readout().probabilities(x.train(), labels, request.objects(), x.test());
      times.add(request.starts()[bin], FalseAlarms.ofProbabilities(probabilities, truth).i1());
    }
    return times.times();
  }

  private static double correlation(
      double[] neural, double[] times, int split, List<String> warnings) {
    int[] both = common(neural, times);
    if (both.length < FEWEST_COMMON) {
      warnings.add(
          "split "
              + split
              + ": network and neurons both solve "
              + both.length
              + " images only, fewer than "
              + FEWEST_COMMON
              + ": no correlation");
      return Double.NaN;
    }
    return Ranks.spearman(picked(neural, both), picked(times, both));
  }

  private static int[] common(double[] a, double[] b) {
    return IntStream.range(0, a.length).filter(i -> !Double.isNaN(a[i] + b[i])).toArray();
  }

  private static double[] picked(double[] values, int[] places) {
    return IntStream.of(places).mapToDouble(i -> values[i]).toArray();
  }

  private static int[] picked(int[] values, int[] places) {
    return IntStream.of(places).map(i -> values[i]).toArray();
  }

  /** Both parts less the training part's mean, over its population deviation. */
  private record Standardised(Matrix train, Matrix test) {

    static Standardised of(Matrix features, Fold fold) {
      Matrix train = features.rows(fold.train());
      Matrix test = features.rows(fold.test());
      for (int j = 0; j < features.columns(); j++) {
        double[] column = train.column(j);
        double mean = Means.of(column);
        double deviation = Means.deviation(column, 0);
        scale(train, j, mean, deviation == 0 ? 1 : deviation);
        scale(test, j, mean, deviation == 0 ? 1 : deviation);
      }
      return new Standardised(train, test);
    }

    private static void scale(Matrix m, int column, double mean, double deviation) {
      for (int i = 0; i < m.rows(); i++) {
        m.set(i, column, (m.at(i, column) - mean) / deviation);
      }
    }
  }
}
