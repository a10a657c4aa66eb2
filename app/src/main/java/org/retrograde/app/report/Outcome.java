// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

/**
 * A run's results; NaN stands for what was not measured.
 *
 * @param steps the number of training steps done
 * @param epochs the number of epochs done
 * @param top1 test accuracy, from 0 to 1
 * @param top5 test accuracy among five, from 0 to 1
 * @param loss test cross-entropy in nats
 * @param angleDegrees the angle between W and what carries the error, over all layers
 * @param normRatio |B| / |W| over all layers
 * @param medianStepSeconds the median duration of a step
 * @param wallSeconds the duration of the run
 * @param parameters the number of trained numbers
 */
record Outcome(
    double steps,
    double epochs,
    double top1,
    double top5,
    double loss,
    double angleDegrees,
    double normRatio,
    double medianStepSeconds,
    double wallSeconds,
    double parameters) {}
