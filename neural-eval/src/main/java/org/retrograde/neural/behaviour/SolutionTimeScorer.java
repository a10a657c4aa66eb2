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
   * Tells whether activations are the same in every time bin, so that no image has a solution time.
   *
   * @param bins the activations in each bin
   * @return true if nothing changes
   */
  public static boolean isStatic(List<? extends Activations> bins) {
    return isUnchanging(bins.stream().map(SolutionTimeScorer::features).toList());
  }

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
    if (isUnchanging(bins)) {
      warnings.add("activations are the same in every time bin, so no image has a solution time");
      return score(request, perSplit, solved, List.of(), warnings);
    }
    List<double[]> all = new ArrayList<>();
    for (int split = 0; split < splits; split++) {
      Fold fold = request.folds().get(split);
      double[] neural = picked(request.neural(), fold.test());
      double[] times = times(request, bins, fold);
      solved[split] = (double) common(neural, times).length / common(neural, neural).length;
      perSplit[split] = correlation(neural, times, split, warnings);
      all.add(spread(times, fold.test(), request.labels().length));
    }
    return score(request, perSplit, solved, all, warnings);
  }

  private static SolutionTimeScore score(
      SolutionTimeRequest request,
      double[] perSplit,
      double[] solved,
      List<double[]> times,
      List<String> warnings) {
    double[] mean = new double[request.labels().length];
    Arrays.setAll(
        mean,
        image -> Means.ignoringNaN(times.stream().mapToDouble(split -> split[image]).toArray()));
    return new SolutionTimeScore(perSplit, solved, mean, request.readout().id(), warnings);
  }

  /** The times at the places of their images; NaN elsewhere. */
  private static double[] spread(double[] times, int[] places, int images) {
    double[] all = new double[images];
    Arrays.fill(all, Double.NaN);
    for (int i = 0; i < places.length; i++) {
      all[places[i]] = times[i];
    }
    return all;
  }

  private static Matrix features(Activations bin) {
    return bin.units(0, bin.units());
  }

  private static boolean isUnchanging(List<Matrix> bins) {
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
}
