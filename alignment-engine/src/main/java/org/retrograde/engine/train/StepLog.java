// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.retrograde.api.data.Batch;
import org.retrograde.api.graph.Loss;

/** Gathers the steps between two records. */
final class StepLog {

  private static final double NANOS = 1e9;

  private final List<Double> allSeconds = new ArrayList<>();
  private final Loss objective;
  private Classification classification;
  private double lossSum;
  private double seconds;
  private double taskRate;
  private double alignmentRate;
  private int count;

  StepLog(Loss objective) {
    this.objective = objective;
    this.classification = new Classification(objective);
  }

  void add(double loss, float[] logits, Batch batch, StepRates rates, long nanos) {
    lossSum += loss;
    classification.add(logits, batch.labels(), batch.valid());
    taskRate = rates.task().orElse(0);
    alignmentRate = rates.alignment().orElse(0);
    seconds += nanos / NANOS;
    allSeconds.add(nanos / NANOS);
    count++;
  }

  /** Returns the record of the steps since the last one, empty if there were none. */
  Optional<StepRecord> take(long step, double epoch) {
    if (count == 0) {
      return Optional.empty();
    }
    StepRecord result = soFar(step, epoch);
    classification = new Classification(objective);
    lossSum = 0;
    seconds = 0;
    count = 0;
    return Optional.of(result);
  }

  /** Returns the same record without ending it; there has been a step since the last one. */
  StepRecord soFar(long step, double epoch) {
    return new StepRecord(
        step,
        epoch,
        lossSum / count,
        classification.result().top1(),
        taskRate,
        alignmentRate,
        seconds / count);
  }

  double medianSeconds() {
    if (allSeconds.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = new ArrayList<>(allSeconds);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
