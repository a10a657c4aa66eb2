// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.certificate;

/** Whether what a quantity is computed from is at hand at the synapse; the worst last. */
public enum Verdict {
  /** It is. */
  LOCAL("local"),
  /** All but the logits' error, which would have to be broadcast. */
  GLOBAL_ERROR("global error"),
  /** It is not, or the input is projected through B, on a path that the network does not have. */
  NON_LOCAL("not local");

  private final String label;

  Verdict(String label) {
    this.label = label;
  }

  /**
   * Returns the name for readers.
   *
   * @return one or two words
   */
  public String label() {
    return label;
  }
}
