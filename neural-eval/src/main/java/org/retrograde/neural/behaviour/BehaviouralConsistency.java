// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.behaviour;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.retrograde.neural.split.RandomState;
import org.retrograde.neural.stats.Means;
import org.retrograde.neural.stats.Pearson;

/**
 * Compares a network's confusions with those of subjects (Rajalingham et al. 2018, as Brain-Score
 * computes them).
 *
 * @param measure what is compared
 * @param repetitions how often the trials are halved, at least 1; Brain-Score's 2
 * @param seed of the halves; Brain-Score's 0
 */
public record BehaviouralConsistency(BehaviouralMeasure measure, int repetitions, int seed) {

  /**
   * As Brain-Score has it: two ways to halve, seed 0.
   *
   * @param measure what is compared
   * @return the comparison
   */
  public static BehaviouralConsistency brainScore(BehaviouralMeasure measure) {
    return new BehaviouralConsistency(measure, 2, 0);
  }

  /**
   * Compares.
   *
   * @param model the network's rates
   * @param trials the subjects' trials with the same images and objects
   * @return the likeness, over the cells that have a value on both sides
   */
  public BehaviouralScore of(FalseAlarms model, ChoiceTrials trials) {
    if (!Arrays.equals(model.truth(), trials.truth())) {
      throw new IllegalArgumentException("the images of network and trials differ");
    }
    double[] source = measure.of(model);
    double[] raw = new double[repetitions];
    double[] ceilings = new double[repetitions];
    RandomState random = new RandomState(seed);
    for (int i = 0; i < repetitions; i++) {
      int[] order = random.permutation(trials.count());
      int half = order.length / 2;
      double[] first = measure.of(trials.falseAlarms(Arrays.copyOf(order, half)));
      double[] second =
          measure.of(trials.falseAlarms(Arrays.copyOfRange(order, half, order.length)));
      raw[i] = correlation(source, first);
      ceilings[i] = correlation(first, second);
    }
    return new BehaviouralScore(
        Means.of(raw), Means.deviation(raw, 0), Means.of(ceilings), Means.deviation(ceilings, 0));
  }

  private static double correlation(double[] a, double[] b) {
    int[] known = IntStream.range(0, a.length).filter(i -> !Double.isNaN(a[i] + b[i])).toArray();
    return Pearson.of(
        IntStream.of(known).mapToDouble(i -> a[i]).toArray(),
        IntStream.of(known).mapToDouble(i -> b[i]).toArray());
  }
}
