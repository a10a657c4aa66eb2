// SPDX-License-Identifier: Apache-2.0

package org.retrograde.testkit;

import org.retrograde.api.metric.Matrix;

/** What may be done to activations without changing a score, where a metric or mapping says so. */
public enum Invariance {
  /** Units in another order. */
  UNIT_ORDER,
  /** Every activation times one positive number. */
  SCALE,
  /** Each unit plus a number of its own. */
  UNIT_OFFSET,
  /** Each unit times a positive number of its own. */
  UNIT_GAIN,
  /** The pattern of each stimulus times a positive number of its own, plus one. */
  PATTERN_GAIN_AND_OFFSET,
  /** A rotation of the space of units. */
  ROTATION;

  Matrix applied(Matrix x) {
    if (this == ROTATION) {
      return rotated(x);
    }
    Matrix result = Matrix.zeros(x.rows(), x.columns());
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < x.columns(); j++) {
        result.set(i, j, at(x, i, j));
      }
    }
    return result;
  }

  private double at(Matrix x, int i, int j) {
    return switch (this) {
      case UNIT_ORDER -> x.at(i, (j + 1) % x.columns());
      case SCALE -> 3 * x.at(i, j);
      case UNIT_OFFSET -> x.at(i, j) + j - 2;
      case UNIT_GAIN -> x.at(i, j) * (1 + 0.5 * j);
      case PATTERN_GAIN_AND_OFFSET -> x.at(i, j) * (1 + 0.1 * i) + i % 5;
      case ROTATION -> throw new IllegalStateException("a rotation mixes units");
    };
  }

  /** By a reflection at the plane across (1, ..., 1), which is as good. */
  private static Matrix rotated(Matrix x) {
    Matrix result = Matrix.zeros(x.rows(), x.columns());
    for (int i = 0; i < x.rows(); i++) {
      double sum = 0;
      for (int j = 0; j < x.columns(); j++) {
        sum += x.at(i, j);
      }
      for (int j = 0; j < x.columns(); j++) {
        result.set(i, j, x.at(i, j) - 2 * sum / x.columns());
      }
    }
    return result;
  }
}
