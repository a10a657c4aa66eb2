// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.result;

import java.util.List;

/**
 * How well a network classifies a split.
 *
 * @param examples the number of images
 * @param loss the mean cross-entropy in nats
 * @param top1 the fraction whose class has the highest logit, from 0 to 1
 * @param top5 the fraction whose class is among the five highest logits, from 0 to 1
 * @param timeSteps in a network unrolled in time, the same by the logits at each step that the
 *     image has reached, in order; else empty
 */
public record Evaluation(
    int examples, double loss, double top1, double top5, List<TimeStepEvaluation> timeSteps) {

  /** Copies the list. */
  public Evaluation {
    timeSteps = List.copyOf(timeSteps);
  }

  /**
   * The result of a network that is not unrolled in time.
   *
   * @param examples the number of images
   * @param loss the mean cross-entropy in nats
   * @param top1 the fraction whose class has the highest logit, from 0 to 1
   * @param top5 the fraction whose class is among the five highest logits, from 0 to 1
   */
  public Evaluation(int examples, double loss, double top1, double top5) {
    this(examples, loss, top1, top5, List.of());
  }
}
