// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.result;

/**
 * How well a network classifies a split.
 *
 * @param examples the number of images
 * @param loss the mean cross-entropy in nats
 * @param top1 the fraction whose class has the highest logit, from 0 to 1
 * @param top5 the fraction whose class is among the five highest logits, from 0 to 1
 */
public record Evaluation(int examples, double loss, double top1, double top5) {}
