// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.similarity;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.retrograde.neural.stats.Kendall;
import org.retrograde.neural.stats.Pearson;
import org.retrograde.neural.stats.Ranks;

/**
 * How alike two dissimilarity matrices are. Pairs of stimuli that either of them has no distance
 * for are left out of both; of second moments, stimuli with such pairs. Where ranks count, entries
 * that agree to 12 digits of the largest one are ties: rounding alone must not order them.
 */
public enum RdmComparison {
  /** Spearman's rank correlation, ties sharing their rank. */
  SPEARMAN("spearman", Kind.RANKS),
  /** Pearson's correlation. */
  PEARSON("pearson", Kind.VALUES),
  /** Kendall's tau-b, corrected for ties. */
  KENDALL_B("kendall-b", Kind.RANKS),
  /** Kendall's tau-a (Nili et al. 2014), which a tie keeps away from 1. */
  KENDALL_A("kendall-a", Kind.RANKS),
  /** Spearman's rho-a: the mean of rho if ties were broken at random (Schütt et al. 2023). */
  RHO_A("rho-a", Kind.RANKS),
  /** The cosine of the angle. */
  COSINE("cosine", Kind.VALUES),
  /**
   * The cosine after the noise that distances share has been whitened, if it is alike and
   * independent in all patterns (Diedrichsen et al. 2021): the same as linear CKA of patterns
   * without noise.
   */
  WHITENED_COSINE("whitened-cosine", Kind.MOMENTS),
  /** The same of distances less their mean. */
  WHITENED_CORRELATION("whitened-correlation", Kind.MOMENTS),
  /** The Bures similarity of the patterns' second moments (fidelity over the root of traces). */
  BURES("bures", Kind.MOMENTS);

  private static final double TIE = 1e-12;

  private final String key;
  private final Kind kind;

  /**
   * What is compared: ranks of distances, distances, or the second moments that they follow from.
   */
  private enum Kind {
    RANKS,
    VALUES,
    MOMENTS
  }

  RdmComparison(String key, Kind kind) {
    this.key = key;
    this.kind = kind;
  }

  /**
   * Returns the name users write.
   *
   * @return lower-case words joined by hyphens
   */
  public String key() {
    return key;
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(RdmComparison::key).toList();
  }

  static RdmComparison of(String key) {
    return Arrays.stream(values()).filter(c -> c.key.equals(key)).findFirst().orElseThrow();
  }

  /**
   * Compares.
   *
   * @param a distances
   * @param b distances between the same stimuli, in the same order
   * @return from -1 to 1; NaN if it is not defined, as where all distances are one
   */
  public double compare(Rdm a, Rdm b) {
    if (a.stimuli() != b.stimuli()) {
      throw new IllegalArgumentException(
          "distances between " + a.stimuli() + " and " + b.stimuli() + " stimuli");
    }
    return kind == Kind.MOMENTS ? ofMoments(SecondMoments.pair(a, b)) : ofEntries(a, b);
  }

  private double ofMoments(SecondMoments.Pair pair) {
    return switch (this) {
      case WHITENED_COSINE -> pair.a().cosine(pair.b());
      case WHITENED_CORRELATION -> pair.a().centred().cosine(pair.b().centred());
      default -> pair.a().bures(pair.b());
    };
  }

  private double ofEntries(Rdm a, Rdm b) {
    int[] known =
        IntStream.range(0, a.entries().length)
            .filter(i -> !Double.isNaN(a.entries()[i] + b.entries()[i]))
            .toArray();
    double[] x = prepared(a, known);
    double[] y = prepared(b, known);
    // Two of the formulas would give 0.
    boolean undefined = kind == Kind.RANKS && (isConstant(x) || isConstant(y));
    return undefined ? Double.NaN : similarity(x, y);
  }

  private static boolean isConstant(double[] values) {
    return Arrays.stream(values).allMatch(value -> value == values[0]);
  }

  private double similarity(double[] x, double[] y) {
    return switch (this) {
      case SPEARMAN -> Ranks.spearman(x, y);
      case PEARSON -> Pearson.of(x, y);
      case KENDALL_B -> Kendall.tauB(x, y);
      case KENDALL_A -> Kendall.tauA(x, y);
      case RHO_A -> rhoA(x, y);
      default -> cosine(x, y);
    };
  }

  private double[] prepared(Rdm rdm, int[] known) {
    double[] entries = Arrays.stream(known).mapToDouble(i -> rdm.entries()[i]).toArray();
    return kind == Kind.RANKS ? tied(entries) : entries;
  }

  /** Replaces numbers that rounding may have parted by the smallest of them. */
  private static double[] tied(double[] entries) {
    double[] sorted = entries.clone();
    Arrays.sort(sorted);
    double largest = Arrays.stream(entries).map(Math::abs).max().orElse(0);
    double[] lowest = sorted.clone();
    for (int i = 1; i < sorted.length; i++) {
      lowest[i] = sorted[i] - sorted[i - 1] <= TIE * largest ? lowest[i - 1] : sorted[i];
    }
    return Arrays.stream(entries).map(e -> lowest[Arrays.binarySearch(sorted, e)]).toArray();
  }

  private static double rhoA(double[] x, double[] y) {
    double n = x.length;
    double[] a = Ranks.of(x);
    double[] b = Ranks.of(y);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (a[i] - (n + 1) / 2) * (b[i] - (n + 1) / 2);
    }
    return 12 * sum / (n * n * n - n);
  }

  private static double cosine(double[] x, double[] y) {
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xx += x[i] * x[i];
      xy += x[i] * y[i];
      yy += y[i] * y[i];
    }
    return xy / (Math.sqrt(xx) * Math.sqrt(yy));
  }
}
