// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

/** What an axis of an assembly runs over. */
public enum Dimension {
  /** One showing of one stimulus. */
  PRESENTATION("presentation"),
  /** A recording site or a single unit. */
  NEUROID("neuroid"),
  /** A part of the time since stimulus onset, in milliseconds. */
  TIME_BIN("time_bin");

  private final String label;

  Dimension(String label) {
    this.label = label;
  }

  /**
   * Returns the name in files.
   *
   * @return the name
   */
  public String label() {
    return label;
  }
}
