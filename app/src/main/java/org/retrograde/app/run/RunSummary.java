// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import org.retrograde.api.result.TimeStepEvaluation;

/**
 * The outcome of a run, as {@code summary.json} holds it; a number that is not known is NaN here
 * and null there.
 *
 * @param name the experiment's name
 * @param rule the rule's label
 * @param seed the seed
 * @param status {@code finished}, {@code stopped} or {@code failed}
 * @param steps the number of steps done
 * @param epochs the number of whole epochs done
 * @param top1 the fraction of test images whose class has the highest logit, from 0 to 1
 * @param top5 the fraction of test images whose class is among the five highest logits, from 0 to 1
 * @param loss the mean cross-entropy over the test images, in nats
 * @param angleDegrees the angle between all weights W and B (or what else carries the error), from
 *     0 to 180
 * @param normRatio |B| / |W|
 * @param gradientAngleDegrees the angle between all gradients of W and those of backpropagation on
 *     a fixed batch at the last measurement
 * @param localErrorAngleDegrees the angle there between errors as B and as W carries them back
 * @param medianStepSeconds the median duration of a training step
 * @param wallSeconds the duration of the run, that before a resumption included
 * @param parameters the number of trainable values
 * @param timeSteps in a network unrolled in time, accuracy and loss by the logits at each step of
 *     10 ms that the image has reached; else empty, and without a key in the file
 */
public record RunSummary(
    String name,
    String rule,
    long seed,
    String status,
    long steps,
    long epochs,
    double top1,
    double top5,
    double loss,
    double angleDegrees,
    double normRatio,
    double gradientAngleDegrees,
    double localErrorAngleDegrees,
    double medianStepSeconds,
    double wallSeconds,
    long parameters,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
        List<TimeStepEvaluation> timeSteps) {

  static final String FINISHED = "finished";
  static final String STOPPED = "stopped";
  static final String FAILED = "failed";

  /** Copies the list. */
  public RunSummary {
    timeSteps = List.copyOf(timeSteps);
  }

  /**
   * Tells whether all epochs were done.
   *
   * @return whether the status is {@code finished}
   */
  public boolean isFinished() {
    return status.equals(FINISHED);
  }

  /**
   * Tells whether the run ended because it was asked to.
   *
   * @return whether the status is {@code stopped}
   */
  public boolean isStopped() {
    return status.equals(STOPPED);
  }
}
