// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.certificate;

/** What a quantity of the graph is, seen from one synapse. */
public enum Source {
  /** The synapse's input. */
  INPUT("x"),
  /** Its output. */
  OUTPUT("y"),
  /** The error at its output, as the rules above delivered it. */
  ERROR("dy"),
  /** Its forward weights. */
  WEIGHT("W"),
  /** The signs of its forward weights, and nothing else of them. */
  SIGNS("signs of W"),
  /** Its feedback weights. */
  FEEDBACK("B"),
  /** The bias added to its output. */
  BIAS("bias"),
  /** Random numbers of its own. */
  NOISE("noise"),
  /** What its own map makes of its own noise: an output, in a phase without images. */
  RESPONSE("its output under noise"),
  /** Coefficients that change over the epochs. */
  COURSE("coefficient courses"),
  /** The error at the logits. */
  NETWORK_ERROR("the logits' error"),
  /** The labels. */
  LABELS("labels"),
  /** Anything of another layer, or of no layer. */
  ELSEWHERE("elsewhere");

  private final String label;

  Source(String label) {
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
