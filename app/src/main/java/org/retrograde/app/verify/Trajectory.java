// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.verify;

import java.util.List;
import org.retrograde.api.result.Evaluation;

/**
 * The errors of a run.
 *
 * @param errors the share of images classified wrongly after each epoch, in %
 * @param diverged whether the run ended because its numbers stopped being finite
 */
record Trajectory(List<Double> errors, boolean diverged) {

  private static final double PER_CENT = 100;

  /** Shares are counts over counts; six places of a percentage tell any two of them apart. */
  private static final double PLACES = 1e6;

  Trajectory {
    errors = List.copyOf(errors);
  }

  static Trajectory of(List<Evaluation> evaluations) {
    return new Trajectory(
        evaluations.stream()
            .map(e -> Math.rint(PER_CENT * (1 - e.top1()) * PLACES) / PLACES)
            .toList(),
        false);
  }

  static Trajectory ofDiverged() {
    return new Trajectory(List.of(), true);
  }

  /** Returns the smallest error, NaN if there is none. */
  double best() {
    return errors.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
  }

  /** Returns the first epoch that had the smallest error, from 1; 0 if there is none. */
  int bestEpoch() {
    return errors.indexOf(best()) + 1;
  }

  double last() {
    return errors.isEmpty() ? Double.NaN : errors.get(errors.size() - 1);
  }

  /** Returns the mean error of the last epochs, of all if there are fewer. */
  double meanOfLast(int epochs) {
    int from = Math.max(0, errors.size() - epochs);
    return errors.subList(from, errors.size()).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NaN);
  }
}
