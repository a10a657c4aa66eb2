// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

/** What a network graph is for. */
public enum Mode {
  /** Batch normalisation uses the batch's statistics and updates the running ones. */
  TRAINING,
  /** Batch normalisation uses the running statistics. */
  EVALUATION
}
