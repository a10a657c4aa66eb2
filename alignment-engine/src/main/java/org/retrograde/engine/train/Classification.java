// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.List;
import org.retrograde.api.graph.Loss;
import org.retrograde.api.result.Evaluation;
import org.retrograde.api.result.TimeStepEvaluation;

/** Counts how a batch of logits classifies its images. */
final class Classification {

  private final Loss objective;
  private int examples;
  private int top1;
  private int top5;
  private double loss;

  Classification(Loss objective) {
    this.objective = objective;
  }

  /** Adds the first {@code valid} rows of {@code [batch, classes]} logits. */
  void add(float[] logits, int[] labels, int valid) {
    int classes = logits.length / labels.length;
    for (int i = 0; i < valid; i++) {
      int rank = rank(logits, i * classes, classes, labels[i]);
      top1 += rank < 1 ? 1 : 0;
      top5 += rank < 5 ? 1 : 0;
      loss += loss(logits, i * classes, classes, labels[i]);
    }
    examples += valid;
  }

  Evaluation result() {
    return result(List.of());
  }

  Evaluation result(List<TimeStepEvaluation> timeSteps) {
    return new Evaluation(
        examples, loss / examples, (double) top1 / examples, (double) top5 / examples, timeSteps);
  }

  TimeStepEvaluation at(int timeStep) {
    return new TimeStepEvaluation(timeStep, loss / examples, (double) top1 / examples);
  }

  /**
   * How many classes come before the true one; of equal logits the lower class comes first, NaN
   * never counts.
   */
  private static int rank(float[] logits, int offset, int classes, int label) {
    float own = logits[offset + label];
    if (Float.isNaN(own)) {
      return classes;
    }
    int rank = 0;
    for (int c = 0; c < classes; c++) {
      float other = logits[offset + c];
      rank += other > own || (other == own && c < label) || Float.isNaN(other) ? 1 : 0;
    }
    return rank;
  }

  private double loss(float[] logits, int offset, int classes, int label) {
    return switch (objective) {
      case SOFTMAX_CROSS_ENTROPY -> softmaxLoss(logits, offset, classes, label);
      case SIGMOID_CROSS_ENTROPY -> sigmoidLoss(logits, offset, classes, label);
    };
  }

  private static double sigmoidLoss(float[] logits, int offset, int classes, int label) {
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      double z = logits[offset + c];
      sum += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    }
    return sum - logits[offset + label];
  }

  private static double softmaxLoss(float[] logits, int offset, int classes, int label) {
    double maximum = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      maximum = Math.max(maximum, logits[offset + c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += Math.exp(logits[offset + c] - maximum);
    }
    return Math.log(sum) + maximum - logits[offset + label];
  }
}
