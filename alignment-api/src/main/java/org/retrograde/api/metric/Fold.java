// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.metric;

/**
 * One division of the stimuli.
 *
 * @param train rows to fit on, in the order in which solvers see them
 * @param test rows to score on; none of them is in {@code train} when anything is fitted
 */
@SuppressWarnings("ArrayRecordComponent")
public record Fold(int[] train, int[] test) {}
