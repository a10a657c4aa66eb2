// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import java.util.List;
import java.util.Optional;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.Blas;
import org.retrograde.neural.linear.Vectors;

/**
 * NIPALS by C = X' X and D = X' Y, for more stimuli than units. D is deflated; C stays as it is,
 * since its products with weights are wanted once a component.
 */
final class CovariancePls {

  /** What is left of sums of squares of which products were taken off is rounding below this. */
  private static final double REST = 1e-14;

  private final Matrix scatter;
  private final Matrix products;
  private final double[] squares;
  private final double[] first;
  private final PlsOptions options;
  private final boolean byNeuroids;
  private final PlsComponents components = new PlsComponents();

  /**
   * Takes products; those with responses are worked on in place.
   *
   * @param squares the sums of squares of each neuroid's centred responses
   */
  CovariancePls(Matrix scatter, Matrix products, double[] squares, PlsOptions options) {
    this.scatter = scatter;
    this.products = products;
    this.squares = squares.clone();
    this.first = squares.clone();
    this.options = options;
    byNeuroids = products.columns() <= products.rows();
  }

  PlsComponents fit() {
    double floor = REST * PlsTargets.trace(scatter);
    while (components.size() < options.components()) {
      Optional<PowerLoop.Found> found = byNeuroids ? overNeuroids() : overUnits();
      if (found.isEmpty()) {
        components.endExplained();
        return components;
      }
      double[] weights = weights(found.get());
      double[] product = deflatedProduct(weights);
      double squared = Vectors.dot(weights, product);
      if (!(squared > floor)) {
        components.endUsedUp();
        return components;
      }
      add(found.get(), weights, product, squared);
    }
    return components;
  }

  private Optional<PowerLoop.Found> overNeuroids() {
    Matrix metric = Blas.scatter(products);
    int start = PlsTargets.firstOf(metric, this::hasColumn);
    return start < 0
        ? Optional.empty()
        : PowerLoop.overNeuroids(metric, options)
            .run(PlsTargets.unit(metric.rows(), start), metric.rows() == 1);
  }

  private Optional<PowerLoop.Found> overUnits() {
    for (int j = 0; j < squares.length; j++) {
      double[] start = products.column(j);
      if (hasColumn(j) && Vectors.dot(start, start) > 0) {
        return PowerLoop.overUnits(Blas.gram(products), options).run(start, false);
      }
    }
    return Optional.empty();
  }

  /** Whether more than rounding is left of a neuroid's responses. */
  private boolean hasColumn(int column) {
    double largest = PlsOptions.EPSILON * PlsOptions.EPSILON;
    return squares[column] > Math.max(largest, REST * first[column]);
  }

  private double[] weights(PowerLoop.Found found) {
    double[] weights = byNeuroids ? Vectors.times(products, found.z()) : found.z();
    return weights[DirectPls.largest(weights)] < 0 ? Vectors.scaled(-1, weights) : weights;
  }

  private double[] deflatedProduct(double[] weights) {
    double[] result = Vectors.transposedTimes(scatter, weights);
    List<double[]> loadings = components.loadings();
    for (int k = 0; k < loadings.size(); k++) {
      double factor = components.squared(k) * Vectors.dot(loadings.get(k), weights);
      Vectors.add(-factor, loadings.get(k), result);
    }
    return result;
  }

  private void add(PowerLoop.Found found, double[] weights, double[] product, double squared) {
    double[] p = Vectors.scaled(1 / squared, product);
    double[] c = Vectors.scaled(1 / squared, Vectors.transposedTimes(products, weights));
    Vectors.addOuter(-squared, p, c, products);
    for (int j = 0; j < c.length; j++) {
      squares[j] -= squared * c[j] * c[j];
    }
    components.add(weights, p, c, found, squared);
  }
}
