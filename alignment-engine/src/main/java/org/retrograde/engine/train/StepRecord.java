// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

/**
 * What is recorded of the training steps since the last record.
 *
 * @param step the number of steps done
 * @param epoch the epoch of the last of them, fractions included
 * @param loss the mean task loss over these steps, in nats
 * @param top1 the fraction of their images classified correctly, from 0 to 1
 * @param taskRate the task's learning rate at the last of them
 * @param alignmentRate the alignment's learning rate at the last of them
 * @param secondsPerStep their mean duration
 */
public record StepRecord(
    long step,
    double epoch,
    double loss,
    double top1,
    double taskRate,
    double alignmentRate,
    double secondsPerStep) {}
