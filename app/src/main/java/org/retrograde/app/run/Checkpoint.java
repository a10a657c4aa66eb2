// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import org.retrograde.engine.checkpoint.Snapshot;

/**
 * A checkpoint that was read and found good.
 *
 * @param snapshot what training needs to go on
 * @param metricsBytes the length of {@code metrics.jsonl} when it was written
 * @param wallSeconds the duration of the run until then
 */
record Checkpoint(Snapshot snapshot, long metricsBytes, double wallSeconds) {}
