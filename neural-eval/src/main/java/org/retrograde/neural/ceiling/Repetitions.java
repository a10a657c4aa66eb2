// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.ceiling;

import java.util.List;
import org.retrograde.api.metric.Matrix;

/**
 * Repeated responses that are held in memory.
 *
 * @param trials one matrix {@code [stimuli, neuroids]} a repetition, NaN where a trial is missing;
 *     at least one, all of one shape
 */
public record Repetitions(List<Matrix> trials) implements RepeatedResponses {

  /** Checks the shapes. */
  public Repetitions {
    trials = List.copyOf(trials);
    Matrix first = trials.get(0);
    if (trials.stream().anyMatch(t -> t.rows() != first.rows() || t.columns() != first.columns())) {
      throw new IllegalArgumentException("repetitions differ in shape");
    }
  }

  @Override
  public int repetitions() {
    return trials.size();
  }

  @Override
  public Matrix average(int... places) {
    Matrix result = Matrix.zeros(trials.get(0).rows(), trials.get(0).columns());
    for (int i = 0; i < result.values().length; i++) {
      double sum = 0;
      int count = 0;
      for (int place : places) {
        double value = trials.get(place).values()[i];
        if (!Double.isNaN(value)) {
          sum += value;
          count++;
        }
      }
      result.values()[i] = sum / count;
    }
    return result;
  }
}
