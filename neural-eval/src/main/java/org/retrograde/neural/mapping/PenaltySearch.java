// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.Blas;

/**
 * Finds the penalties with the smallest leave-one-out errors. A screen tells which may be best, and
 * only their errors are computed in full.
 */
final class PenaltySearch {

  private final RidgeSpectrum spectrum;
  private final Matrix responses;
  private final double[] alphas;
  private final Matrix projected;
  private final TreeMap<Integer, Exact> exact = new TreeMap<>();

  /** What one penalty leads to: the mean squared error of each neuroid. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Exact(Matrix solved, Matrix filtered, double[] criteria) {}

  /** What is best for some neuroids. */
  private record Best(int place, double criterion) {}

  /** A search over centred responses. */
  PenaltySearch(RidgeSpectrum spectrum, Matrix responses, List<Double> alphas) {
    this.spectrum = spectrum;
    this.responses = responses;
    this.alphas = alphas.stream().mapToDouble(Double::doubleValue).toArray();
    projected = Blas.product(spectrum.basis(), responses);
  }

  PenaltyChoice choose(boolean perTarget) {
    int neuroids = responses.columns();
    List<int[]> groups =
        perTarget
            ? IntStream.range(0, neuroids).mapToObj(j -> new int[] {j}).toList()
            : List.of(IntStream.range(0, neuroids).toArray());
    PenaltyScreen screen = screen(perTarget);
    List<Best> chosen =
        IntStream.range(0, groups.size())
            .mapToObj(group -> best(screen, group, groups.get(group)))
            .toList();
    return new PenaltyChoice(
        chosen.stream().map(best -> alphas[best.place()]).toList(),
        chosen.stream().map(Best::criterion).toList(),
        solution(chosen, groups));
  }

  /** Where each neuroid is judged alone, all are first made equally large. */
  private PenaltyScreen screen(boolean alike) {
    double[] factors = new double[responses.columns()];
    for (int j = 0; j < factors.length; j++) {
      double squares = Arrays.stream(projected.column(j)).map(z -> z * z).sum();
      factors[j] = alike && squares > 0 ? 1 / Math.sqrt(squares) : 1;
    }
    return PenaltyScreen.of(
        spectrum,
        times(responses, factors),
        times(projected, factors),
        alphas,
        alike ? 1 : factors.length);
  }

  private static Matrix times(Matrix matrix, double[] factors) {
    Matrix result = Matrix.zeros(matrix.rows(), matrix.columns());
    for (int start = 0; start < matrix.values().length; start += factors.length) {
      for (int j = 0; j < factors.length; j++) {
        result.values()[start + j] = factors[j] * matrix.values()[start + j];
      }
    }
    return result;
  }

  private Best best(PenaltyScreen screen, int place, int[] group) {
    double least = Double.POSITIVE_INFINITY;
    for (int a = 0; a < alphas.length; a++) {
      least = Math.min(least, screen.sum(a, place) * (1 + screen.margin(a, place)));
    }
    Best best = new Best(-1, Double.POSITIVE_INFINITY);
    for (int a = 0; a < alphas.length; a++) {
      // Negated, so that what has no value is tried as well.
      if (!(screen.sum(a, place) * (1 - screen.margin(a, place)) > least)) {
        double[] criteria = exact.computeIfAbsent(a, this::compute).criteria();
        double criterion = Arrays.stream(group).mapToDouble(j -> criteria[j]).sum() / group.length;
        best = best.place() < 0 || criterion < best.criterion() ? new Best(a, criterion) : best;
      }
    }
    return best;
  }

  private Exact compute(int a) {
    Matrix solved = spectrum.solved(alphas[a], projected);
    Matrix filtered = Blas.transposedProduct(spectrum.basis(), solved);
    double[] inverse = spectrum.inverse(alphas[a], spectrum.quadratics(alphas[a]).get(0));
    double[] sums = new double[responses.columns()];
    for (int i = 0; i < responses.rows(); i++) {
      double factor = inverse[i];
      for (int j = 0; j < sums.length; j++) {
        double left =
            spectrum.residual() ? responses.at(i, j) - filtered.at(i, j) : filtered.at(i, j);
        sums[j] += factor * left * (factor * left);
      }
    }
    double[] criteria = Arrays.stream(sums).map(sum -> sum / responses.rows()).toArray();
    return new Exact(solved, filtered, criteria);
  }

  private Matrix solution(List<Best> chosen, List<int[]> groups) {
    Matrix result = Matrix.zeros(spectrum.solutionRows(), responses.columns());
    List<Integer> places = chosen.stream().map(Best::place).distinct().toList();
    for (int place : places) {
      Exact found = exact.computeIfAbsent(place, this::compute);
      Matrix solution = spectrum.solution(found.solved(), found.filtered());
      for (int g = 0; g < groups.size(); g++) {
        if (chosen.get(g).place() == place) {
          copy(solution, groups.get(g), result);
        }
      }
    }
    return result;
  }

  private static void copy(Matrix from, int[] columns, Matrix to) {
    for (int i = 0; i < to.rows(); i++) {
      for (int column : columns) {
        to.set(i, column, from.at(i, column));
      }
    }
  }
}
