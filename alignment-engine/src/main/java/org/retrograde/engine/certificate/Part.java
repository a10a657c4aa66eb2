// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.certificate;

/** What a rule decides at a synapse. */
public enum Part {
  /** The gradient that moves W: {@code F(x, dy)}, and that of alignment where it moves W too. */
  WEIGHT_UPDATE("W update"),
  /** The gradient that moves B. */
  FEEDBACK_UPDATE("B update"),
  /** What becomes of B after an update. */
  FEEDBACK_CONSTRAINT("B after an update"),
  /** The error handed on to the layers below. */
  HANDED_ON("error handed on");

  private final String label;

  Part(String label) {
    this.label = label;
  }

  /**
   * Returns the name for readers.
   *
   * @return a few words
   */
  public String label() {
    return label;
  }
}
