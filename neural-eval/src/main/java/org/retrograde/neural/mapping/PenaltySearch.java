// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.Blas;

/**
 * Finds the penalties with the smallest leave-one-out errors.
 *
 * <p>The errors of all penalties are linear in their filters, and a hundred filters are, but for a
 * billionth, combinations of some twenty of them ({@link FilterBasis}). So some twenty products
 * decide which penalties may be best, and only those are then computed in full.
 */
final class PenaltySearch {

  /** Far above what combining filters may change of a mean squared error, far below its noise. */
  private static final double MARGIN = 1e-7;

  private static final int ROWS_AT_ONCE = 32;

  private final RidgeSpectrum spectrum;
  private final Matrix responses;
  private final double[] alphas;
  private final Matrix filters;
  private final Matrix projected;
  private final Matrix denominators;
  private final double observed;
  private final double sign;

  /** A search over centred responses. */
  PenaltySearch(RidgeSpectrum spectrum, Matrix responses, List<Double> alphas) {
    this.spectrum = spectrum;
    this.responses = responses;
    this.alphas = alphas.stream().mapToDouble(Double::doubleValue).toArray();
    filters = Matrix.zeros(this.alphas.length, spectrum.values().length);
    for (int a = 0; a < this.alphas.length; a++) {
      double[] filter = spectrum.filter(this.alphas[a]);
      System.arraycopy(filter, 0, filters.values(), a * filter.length, filter.length);
    }
    observed = spectrum.residual() ? 1 : 0;
    sign = spectrum.residual() ? -1 : 1;
    projected = Blas.product(spectrum.basis(), responses);
    denominators = spectrum.denominators(filters, this.alphas);
  }

  PenaltyChoice choose(boolean perTarget) {
    double[][] screened = screened();
    int neuroids = responses.columns();
    return perTarget ? choose(screened, eachAlone(neuroids)) : choose(screened, together(neuroids));
  }

  private static List<int[]> eachAlone(int neuroids) {
    return IntStream.range(0, neuroids).mapToObj(j -> new int[] {j}).toList();
  }

  private static List<int[]> together(int neuroids) {
    return List.of(IntStream.range(0, neuroids).toArray());
  }

  /** Chooses a penalty for each group of neuroids. */
  private PenaltyChoice choose(double[][] screened, List<int[]> groups) {
    TreeMap<Integer, double[]> exact = new TreeMap<>();
    List<Double> chosen = new ArrayList<>();
    List<Double> criteria = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int[] group : groups) {
      double least = Arrays.stream(screened).mapToDouble(c -> mean(c, group)).min().orElseThrow();
      int best = -1;
      double smallest = Double.POSITIVE_INFINITY;
      for (int a = 0; a < alphas.length; a++) {
        // Written so that NaN everywhere, of NaN among the data, still chooses something.
        if (mean(screened[a], group) > least * (1 + MARGIN)) {
          continue;
        }
        double criterion = mean(exact.computeIfAbsent(a, this::criteria), group);
        if (best < 0 || criterion < smallest) {
          best = a;
          smallest = criterion;
        }
      }
      chosen.add(alphas[best]);
      criteria.add(smallest);
      places.add(best);
    }
    return new PenaltyChoice(chosen, criteria, solution(places, groups));
  }

  private Matrix solution(List<Integer> places, List<int[]> groups) {
    Matrix result = Matrix.zeros(spectrum.solver().columns(), responses.columns());
    for (int place : places.stream().distinct().toList()) {
      Matrix solution = spectrum.solution(filters.row(place), projected);
      for (int g = 0; g < groups.size(); g++) {
        if (places.get(g) == place) {
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

  private static double mean(double[] criteria, int[] neuroids) {
    return Arrays.stream(neuroids).mapToDouble(j -> criteria[j]).sum() / neuroids.length;
  }

  /** The mean squared leave-one-out error of each neuroid under one penalty. */
  private double[] criteria(int a) {
    Matrix filtered = spectrum.filtered(filters.rows(a), projected);
    double[] sums = new double[responses.columns()];
    for (int i = 0; i < responses.rows(); i++) {
      addSquares(filtered.values(), i * sums.length, i, a, sums);
    }
    return means(sums);
  }

  /** The same of all penalties, but for what combining filters changes. */
  private double[][] screened() {
    FilterBasis basis = FilterBasis.of(filters, weights());
    int neuroids = responses.columns();
    int count = basis.vectors().rows();
    Matrix products = spectrum.filtered(basis.vectors(), projected);
    double[][] sums = new double[alphas.length][neuroids];
    for (int from = 0; from < responses.rows(); from += ROWS_AT_ONCE) {
      int rows = Math.min(ROWS_AT_ONCE, responses.rows() - from);
      Matrix part = Matrix.zeros(count, rows * neuroids);
      for (int m = 0; m < count; m++) {
        for (int i = 0; i < rows; i++) {
          int start = ((from + i) * count + m) * neuroids;
          int to = m * part.columns() + i * neuroids;
          System.arraycopy(products.values(), start, part.values(), to, neuroids);
        }
      }
      addSquares(Blas.product(basis.coefficients(), part), from, rows, sums);
    }
    return Arrays.stream(sums).map(this::means).toArray(double[][]::new);
  }

  private void addSquares(Matrix filtered, int from, int rows, double[][] sums) {
    for (int a = 0; a < alphas.length; a++) {
      for (int i = 0; i < rows; i++) {
        int start = a * filtered.columns() + i * sums[a].length;
        addSquares(filtered.values(), start, from + i, a, sums[a]);
      }
    }
  }

  /** The length of what each direction adds to the errors, by its filter. */
  private double[] weights() {
    double[] weights = new double[projected.rows()];
    for (int k = 0; k < weights.length; k++) {
      double length = spectrum.residual() ? spectrum.values()[k] : 1;
      weights[k] = Math.sqrt(length * Arrays.stream(projected.row(k)).map(z -> z * z).sum());
    }
    return weights;
  }

  private void addSquares(double[] filtered, int start, int row, int a, double[] sums) {
    double factor = 1 / denominators.at(a, row);
    int own = row * sums.length;
    double[] y = responses.values();
    for (int j = 0; j < sums.length; j++) {
      double numerator = factor * (observed * y[own + j] + sign * filtered[start + j]);
      sums[j] += numerator * numerator;
    }
  }

  private double[] means(double[] sums) {
    return Arrays.stream(sums).map(sum -> sum / responses.rows()).toArray();
  }
}
