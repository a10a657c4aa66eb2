// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * How activity is centred and normalised: image by image over all units and positions, then over
 * the batch.
 *
 * @param center whether its mean is subtracted
 * @param normalize whether its mean is subtracted and it is scaled to a Euclidean norm of 1
 * @param centerBatch whether each unit's mean over the batch is subtracted, after the others
 */
record Standardization(boolean center, boolean normalize, boolean centerBatch) {

  static final Standardization NONE = new Standardization(false, false, false);

  /** Keeps the norm of an image without any activity from being 0. */
  private static final double LEAST_SQUARE = 1e-12;

  boolean isNone() {
    return equals(NONE);
  }

  /** Whether an image's norm is the same whatever its activity. */
  boolean fixesNorm() {
    return normalize && !centerBatch;
  }

  /**
   * Standardises activity.
   *
   * @param axes the number of its axes
   */
  Traced of(Traced activity, int axes) {
    int[] features = IntStream.range(1, axes).toArray();
    Traced result = activity;
    if (center || normalize) {
      result =
          result.then(v -> centered(v, features), e -> e.with(centered(e.variable(), features)));
    }
    if (normalize) {
      result = normalized(result, features);
    }
    if (centerBatch) {
      result = result.then(v -> centered(v, 0), e -> e.with(centered(e.variable(), 0)));
    }
    return result;
  }

  /** With y = c / norm, an error g at y is one of {@code (g - y <y, g>) / norm} at c. */
  private static Traced normalized(Traced centered, int[] features) {
    return centered.then(
        c -> c.div(norm(c, features)),
        error -> {
          SDVariable norm = norm(centered.value(), features);
          SDVariable y = centered.value().div(norm);
          SDVariable g = error.variable();
          return error.with(g.sub(y.mul(y.mul(g).sum(true, features))).div(norm));
        });
  }

  private static SDVariable norm(SDVariable c, int[] features) {
    SDVariable square = c.mul(c).sum(true, features).add(LEAST_SQUARE);
    return c.getSameDiff().math().sqrt(square);
  }

  private static SDVariable centered(SDVariable v, int... axes) {
    return v.sub(v.mean(true, axes));
  }
}
