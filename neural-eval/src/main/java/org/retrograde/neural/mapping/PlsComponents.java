// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.retrograde.api.metric.FitNotes;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.Blas;
import org.retrograde.neural.linear.Vectors;

/**
 * The components found so far. Rows of three lists belong together: what makes a component of the
 * data (weights), what it takes off the data (loadings) and what off the responses. In the kernel
 * form the first two are multiples of training rows, in the others of units.
 */
final class PlsComponents {

  private final List<double[]> weights = new ArrayList<>();
  private final List<double[]> loadings = new ArrayList<>();
  private final List<double[]> responses = new ArrayList<>();
  private final List<Double> squares = new ArrayList<>();
  private final List<Double> passes = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  void add(double[] weight, double[] loading, double[] response, PowerLoop.Found found) {
    add(weight, loading, response, found, 1);
  }

  /** Adds a component whose scores have these squares in sum. */
  void add(
      double[] weight, double[] loading, double[] response, PowerLoop.Found found, double squared) {
    squares.add(squared);
    weights.add(weight);
    loadings.add(loading);
    responses.add(response);
    passes.add((double) found.passes());
    if (!found.converged()) {
      warnings.add(
          "component " + passes.size() + " did not settle in " + found.passes() + " passes");
    }
  }

  int size() {
    return weights.size();
  }

  List<double[]> weights() {
    return weights;
  }

  List<double[]> loadings() {
    return loadings;
  }

  List<double[]> responses() {
    return responses;
  }

  double squared(int component) {
    return squares.get(component);
  }

  void endExplained() {
    end("the responses are explained");
  }

  void endUsedUp() {
    end("nothing is left of the activations that goes with the responses");
  }

  private void end(String what) {
    warnings.add("after " + size() + " components " + what + ": the others add nothing");
  }

  FitNotes notes() {
    return new FitNotes(Map.of("passes", List.copyOf(passes)), warnings);
  }

  /**
   * W (P' W)⁻¹ C': what takes data to responses.
   *
   * @param inputs the length of weights
   * @param outputs how many neuroids there are
   * @return {@code [inputs, outputs]}, zeros if there are no components
   */
  Matrix coefficients(int inputs, int outputs) {
    int k = size();
    Matrix solved = matrix(responses, outputs);
    for (int i = k - 1; i >= 0; i--) {
      double[] row = solved.row(i);
      for (int j = i + 1; j < k; j++) {
        Vectors.add(-Vectors.dot(loadings.get(i), weights.get(j)), solved.row(j), row);
      }
      double diagonal = Vectors.dot(loadings.get(i), weights.get(i));
      System.arraycopy(Vectors.scaled(1 / diagonal, row), 0, solved.values(), i * outputs, outputs);
    }
    return Blas.transposedProduct(matrix(weights, inputs), solved);
  }

  private static Matrix matrix(List<double[]> rows, int columns) {
    Matrix result = Matrix.zeros(rows.size(), columns);
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, result.values(), i * columns, columns);
    }
    return result;
  }
}
