// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.Blas;
import org.retrograde.neural.linear.Vectors;

/**
 * NIPALS by K = X X', for more units than stimuli. Weights are w = X' a. Of the deflated K only its
 * products with the responses, E = K Y, and with scores are needed, so K itself stays as it is.
 */
final class KernelPls {

  /** Sums of squares keep half of the digits. */
  private static final double REST = 1e-14;

  private final Matrix kernel;
  private final PlsTargets y;
  private final PlsOptions options;
  private final boolean byNeuroids;
  private final Matrix e;
  private final List<double[]> scores = new ArrayList<>();

  /** Works on centred responses in place. */
  KernelPls(Matrix kernel, Matrix y, PlsOptions options) {
    this.kernel = kernel;
    this.y = new PlsTargets(y);
    this.options = options;
    byNeuroids = y.columns() <= y.rows();
    e = byNeuroids ? Blas.product(kernel, y) : Matrix.zeros(0, y.columns());
  }

  /** Weights are a, loadings K t, and responses' loadings those of scores t of length 1. */
  PlsComponents fit() {
    PlsComponents components = new PlsComponents();
    double rest = REST * Vectors.dot(y.values().values(), y.values().values());
    double floor = REST * PlsTargets.trace(kernel);
    while (components.size() < options.components()) {
      y.clean(e);
      if (Vectors.dot(y.values().values(), y.values().values()) <= rest * REST) {
        components.endExplained();
        return components;
      }
      Optional<PowerLoop.Found> found = byNeuroids ? overNeuroids() : overRows();
      double[] score = found.map(f -> score(f.z())).orElseGet(() -> new double[1]);
      if (found.isEmpty() || !(Vectors.dot(score, score) > floor)) {
        components.endUsedUp();
        return components;
      }
      add(components, found.get(), score);
    }
    return components;
  }

  private Optional<PowerLoop.Found> overNeuroids() {
    Matrix products = Blas.transposedProduct(y.values(), e);
    int first = PlsTargets.firstOf(products, y::hasColumn);
    return first < 0
        ? Optional.empty()
        : PowerLoop.overNeuroids(products, options)
            .run(PlsTargets.unit(products.rows(), first), products.rows() == 1);
  }

  private Optional<PowerLoop.Found> overRows() {
    Matrix products = Blas.gram(y.values());
    PowerLoop.Space space =
        new PowerLoop.Space() {
          @Override
          public double[] metric(double[] a) {
            return deflated(Vectors.transposedTimes(kernel, a));
          }

          @Override
          public double[] next(double[] a, double[] metric) {
            return Vectors.transposedTimes(products, metric);
          }
        };
    return new PowerLoop(space, options.tolerance(), options.maxIterations())
        .run(y.values().column(y.first()), false);
  }

  private double[] score(double[] z) {
    return byNeuroids ? Vectors.times(e, z) : deflated(Vectors.transposedTimes(kernel, z));
  }

  private void add(PlsComponents components, PowerLoop.Found found, double[] score) {
    double[] t = Vectors.scaled(1 / Math.sqrt(Vectors.dot(score, score)), score);
    double[] a = byNeuroids ? Vectors.times(y.values(), found.z()) : found.z();
    double[] product = Vectors.transposedTimes(kernel, t);
    double[] c = Vectors.transposedTimes(y.values(), t);
    y.deflate(t, c);
    if (byNeuroids) {
      Vectors.addOuter(-1, deflated(product), c, e);
      Vectors.addOuter(-1, t, Vectors.transposedTimes(e, t), e);
    }
    scores.add(t);
    components.add(a, product, c, found);
  }

  /** Takes off what earlier scores explain. */
  private double[] deflated(double[] values) {
    double[] result = values.clone();
    for (double[] earlier : scores) {
      Vectors.add(-Vectors.dot(earlier, values), earlier, result);
    }
    return result;
  }
}
