// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import java.util.Optional;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.Vectors;

/**
 * The loop inside a component of NIPALS, without X and Y.
 *
 * <p>Between two deflations it turns unit weights w into D D' w, scaled to length 1 again, D being
 * X' Y. So w = B z for some small z, and all that the loop needs are the products of z with the
 * metric B' B: they give the length of w and of its change, on which the loop stops. B is D itself,
 * so that z has an entry for each neuroid, or the identity, so that z is w, whichever is smaller.
 */
record PowerLoop(Space space, double tolerance, int limit) {

  /** Which z stands for w. */
  interface Space {
    /** B' B z. */
    double[] metric(double[] z);

    /** What stands for D D' w, given z and its product with the metric. */
    double[] next(double[] z, double[] metric);
  }

  /**
   * Where the loop ended.
   *
   * @param z stands for the weights, of length 1
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Found(double[] z, int passes, boolean converged) {}

  /** A loop over neuroids, {@code products} being D' D. */
  static PowerLoop overNeuroids(Matrix products, PlsOptions options) {
    Space space =
        new Space() {
          @Override
          public double[] metric(double[] z) {
            return Vectors.transposedTimes(products, z);
          }

          @Override
          public double[] next(double[] z, double[] metric) {
            return metric;
          }
        };
    return new PowerLoop(space, options.tolerance(), options.maxIterations());
  }

  /** A loop over units, {@code products} being D D'. */
  static PowerLoop overUnits(Matrix products, PlsOptions options) {
    Space space =
        new Space() {
          @Override
          public double[] metric(double[] z) {
            return z;
          }

          @Override
          public double[] next(double[] z, double[] metric) {
            return Vectors.transposedTimes(products, z);
          }
        };
    return new PowerLoop(space, options.tolerance(), options.maxIterations());
  }

  /**
   * Runs.
   *
   * @param start stands for the first weights
   * @param single whether there is but one neuroid, for which the first weights are the last
   * @return where it ended; empty if no weights have any length
   */
  Optional<Found> run(double[] start, boolean single) {
    double[] next = start;
    double[] z = new double[0];
    double[] metric = z;
    for (int pass = 1; pass <= limit; pass++) {
      double[] product = space.metric(next);
      double squared = Vectors.dot(next, product);
      if (!(squared > 0)) {
        return Optional.empty();
      }
      double[] newZ = Vectors.scaled(1 / Math.sqrt(squared), next);
      double[] newMetric = Vectors.scaled(1 / Math.sqrt(squared), product);
      if (single || (pass > 1 && change(newZ, z, newMetric, metric) < tolerance)) {
        // As in scikit-learn, the last pass allowed counts as one too few.
        return Optional.of(new Found(newZ, pass, single || pass < limit));
      }
      z = newZ;
      metric = newMetric;
      next = space.next(z, metric);
    }
    return Optional.of(new Found(z, limit, false));
  }

  private static double change(double[] z, double[] oldZ, double[] metric, double[] oldMetric) {
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      sum += (z[i] - oldZ[i]) * (metric[i] - oldMetric[i]);
    }
    return sum;
  }
}
