// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.ceiling;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.neural.similarity.Rdm;
import org.retrograde.neural.similarity.RdmComparison;
import org.retrograde.neural.stats.Means;
import org.retrograde.neural.stats.Ranks;

/**
 * How alike the dissimilarities of several subjects are.
 *
 * @param lower the mean likeness of each subject with the mean of the others
 * @param upper the mean likeness of each subject with the mean of all
 */
public record RsaCeiling(double lower, double upper) {

  /**
   * Measures as Brain-Score does: distances are averaged as they are, and Spearman's correlation
   * compares. Its ceiling is the upper bound.
   *
   * @param subjects at least 2, of the same stimuli
   * @return the ceiling
   * @throws RetrogradeException if there are fewer than 2
   */
  public static RsaCeiling brainScore(List<Rdm> subjects) {
    return of(subjects, RdmComparison.SPEARMAN, UnaryOperator.identity());
  }

  /**
   * Measures as Nili et al. 2014 and rsatoolbox do: distances are brought to one scale before they
   * are averaged. Where ranks are compared, they are ranked.
   *
   * @param subjects at least 2, of the same stimuli
   * @param comparison how two are compared
   * @return the ceiling
   * @throws RetrogradeException if there are fewer than 2
   */
  public static RsaCeiling of(List<Rdm> subjects, RdmComparison comparison) {
    return switch (comparison) {
      case COSINE, WHITENED_COSINE, BURES -> of(subjects, comparison, known -> scaled(known, 0));
      case PEARSON, WHITENED_CORRELATION ->
          of(subjects, comparison, known -> scaled(known, Means.of(known)));
      case SPEARMAN, KENDALL_A, KENDALL_B, RHO_A -> of(subjects, comparison, Ranks::of);
    };
  }

  private static RsaCeiling of(
      List<Rdm> subjects, RdmComparison comparison, UnaryOperator<double[]> scaling) {
    if (subjects.size() < 2) {
      throw RetrogradeException.usage(
          new Problem(
              "ceiling of dissimilarities",
              subjects.size() + " subject(s)",
              "at least 2",
              "score without a ceiling"));
    }
    List<Rdm> scaled = subjects.stream().map(rdm -> scaled(rdm, scaling)).toList();
    Rdm all = mean(scaled);
    double[] upper = new double[scaled.size()];
    double[] lower = new double[scaled.size()];
    for (int i = 0; i < upper.length; i++) {
      int left = i;
      Rdm others =
          mean(
              IntStream.range(0, upper.length)
                  .filter(j -> j != left)
                  .mapToObj(scaled::get)
                  .toList());
      upper[i] = comparison.compare(scaled.get(i), all);
      lower[i] = comparison.compare(scaled.get(i), others);
    }
    return new RsaCeiling(Means.of(lower), Means.of(upper));
  }

  /** Applies to the distances there are. */
  private static Rdm scaled(Rdm rdm, UnaryOperator<double[]> scaling) {
    double[] known = Arrays.stream(rdm.entries()).filter(e -> !Double.isNaN(e)).toArray();
    double[] scaled = scaling.apply(known);
    double[] entries = rdm.entries().clone();
    int next = 0;
    for (int i = 0; i < entries.length; i++) {
      if (!Double.isNaN(entries[i])) {
        entries[i] = scaled[next++];
      }
    }
    return new Rdm(rdm.stimuli(), entries);
  }

  private static double[] scaled(double[] values, double centre) {
    double square = 0;
    for (double value : values) {
      square += (value - centre) * (value - centre) / values.length;
    }
    double root = Math.sqrt(square);
    return Arrays.stream(values).map(value -> (value - centre) / root).toArray();
  }

  private static Rdm mean(List<Rdm> rdms) {
    double[] entries = new double[rdms.get(0).entries().length];
    for (int i = 0; i < entries.length; i++) {
      int pair = i;
      entries[i] =
          Means.ignoringNaN(rdms.stream().mapToDouble(rdm -> rdm.entries()[pair]).toArray());
    }
    return new Rdm(rdms.get(0).stimuli(), entries);
  }
}
