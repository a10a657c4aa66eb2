// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.rule;

/** Which optimiser moves a synapse's feedback weights. */
public enum FeedbackGroup {
  /**
   * None: the rule has no feedback weights, leaves them as drawn, or moves them in a phase alone.
   */
  FIXED,
  /** The alignment optimiser, with its own rate and schedule. */
  ALIGNMENT,
  /** The task's optimiser, its weight decay excepted, so that B moves exactly as W does. */
  TASK
}
