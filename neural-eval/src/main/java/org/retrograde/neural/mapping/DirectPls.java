// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import java.util.Arrays;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.Vectors;

/**
 * NIPALS as scikit-learn 1.2 has it, step by step on X and Y: the other forms are held to it. Slow.
 */
final class DirectPls {

  private static final double USED_UP = 1e-26;

  private final Matrix x;
  private final PlsTargets y;
  private final PlsOptions options;
  private double[] weights = new double[0];
  private double[] loadings = new double[0];

  /** Works on centred data in place. */
  DirectPls(Matrix x, Matrix y, PlsOptions options) {
    this.x = x;
    this.y = new PlsTargets(y);
    this.options = options;
  }

  PlsComponents fit() {
    PlsComponents components = new PlsComponents();
    double floor = USED_UP * Vectors.dot(x.values(), x.values());
    // Nothing follows the responses here; their columns alone are emptied.
    while (components.size() < options.components()) {
      y.clean(Matrix.zeros(0, 0));
      int first = y.first();
      if (first < 0) {
        components.endExplained();
        return components;
      }
      PowerLoop.Found found = loop(y.values().column(first));
      double[] scores = Vectors.times(x, weights);
      double squared = Vectors.dot(scores, scores);
      if (!(squared > floor)) {
        components.endUsedUp();
        return components;
      }
      addComponent(components, scores, squared, found);
    }
    return components;
  }

  private void addComponent(
      PlsComponents components, double[] scores, double squared, PowerLoop.Found found) {
    if (weights[largest(weights)] < 0) {
      weights = Vectors.scaled(-1, weights);
      scores = Vectors.scaled(-1, scores);
    }
    double[] p = Vectors.scaled(1 / squared, Vectors.transposedTimes(x, scores));
    loadings = Vectors.scaled(1 / squared, Vectors.transposedTimes(y.values(), scores));
    Vectors.addOuter(-1, scores, p, x);
    y.deflate(scores, loadings);
    components.add(weights, p, loadings, found);
  }

  private PowerLoop.Found loop(double[] start) {
    double[] u = start;
    double[] previous = new double[x.columns()];
    Arrays.fill(previous, 100);
    for (int pass = 1; pass <= options.maxIterations(); pass++) {
      double[] w = Vectors.scaled(1 / Vectors.dot(u, u), Vectors.transposedTimes(x, u));
      weights = Vectors.scaled(1 / (Math.sqrt(Vectors.dot(w, w)) + PlsOptions.EPSILON), w);
      double[] t = Vectors.times(x, weights);
      loadings = Vectors.scaled(1 / Vectors.dot(t, t), Vectors.transposedTimes(y.values(), t));
      u =
          Vectors.scaled(
              1 / (Vectors.dot(loadings, loadings) + PlsOptions.EPSILON),
              Vectors.times(y.values(), loadings));
      Vectors.add(-1, weights, previous);
      boolean single = y.values().columns() == 1;
      if (single || Vectors.dot(previous, previous) < options.tolerance()) {
        return new PowerLoop.Found(u, pass, single || pass < options.maxIterations());
      }
      previous = weights.clone();
    }
    return new PowerLoop.Found(u, options.maxIterations(), false);
  }

  /** The place of the largest magnitude, the first of equal ones. */
  static int largest(double[] values) {
    int place = 0;
    for (int i = 1; i < values.length; i++) {
      place = Math.abs(values[i]) > Math.abs(values[place]) ? i : place;
    }
    return place;
  }
}
