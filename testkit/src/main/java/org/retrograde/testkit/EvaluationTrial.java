// SPDX-License-Identifier: Apache-2.0

package org.retrograde.testkit;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.random.RandomStream;

/**
 * Activations, responses that depend on them, and a division of the stimuli.
 *
 * @param x {@code [stimuli, units]}
 * @param y {@code [stimuli, neuroids]}
 * @param fold three quarters to fit on
 */
record EvaluationTrial(Matrix x, Matrix y, Fold fold) {

  private static final int STIMULI = 48;
  static final int UNITS = 7;
  private static final int NEUROIDS = 5;

  static EvaluationTrial usual() {
    return of(NEUROIDS);
  }

  /** With as many neuroids, at most as many as units. */
  static EvaluationTrial of(int neuroids) {
    Matrix x = PlainActivations.noise("contract/x", STIMULI, UNITS);
    Matrix y = responses(x, 0.5, neuroids);
    int[] order = RandomStream.of(1, "contract/fold", 0).permutation(STIMULI);
    int train = STIMULI * 3 / 4;
    Fold fold = new Fold(Arrays.copyOf(order, train), Arrays.copyOfRange(order, train, STIMULI));
    return new EvaluationTrial(x, y, fold);
  }

  /** Each neuroid sees a unit, half of the next one, and noise. */
  static Matrix responses(Matrix x, double noise) {
    return responses(x, noise, NEUROIDS);
  }

  private static Matrix responses(Matrix x, double noise, int neuroids) {
    Matrix y = PlainActivations.noise("contract/y", x.rows(), neuroids);
    for (int i = 0; i < y.rows(); i++) {
      for (int j = 0; j < neuroids; j++) {
        double next = x.at(i, (j + 1) % x.columns());
        y.set(i, j, noise * y.at(i, j) + x.at(i, j) + 0.5 * next + j);
      }
    }
    return y;
  }

  EvaluationTrial with(Matrix otherX, Matrix otherY) {
    return new EvaluationTrial(otherX, otherY, fold);
  }

  Activations activations() {
    return new PlainActivations(x);
  }

  static Matrix copy(Matrix m) {
    return new Matrix(m.rows(), m.columns(), m.values().clone());
  }

  /** The same stimuli in another order, and the fold with them. */
  EvaluationTrial reordered() {
    int[] order = RandomStream.of(2, "contract/order", 0).permutation(x.rows());
    int[] place = new int[order.length];
    IntStream.range(0, order.length).forEach(i -> place[order[i]] = i);
    Fold moved = new Fold(moved(fold.train(), place), moved(fold.test(), place));
    return new EvaluationTrial(x.rows(order), y.rows(order), moved);
  }

  private static int[] moved(int[] rows, int[] place) {
    return IntStream.of(rows).map(row -> place[row]).toArray();
  }
}
