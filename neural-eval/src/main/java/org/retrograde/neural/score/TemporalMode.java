// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.Arrays;
import java.util.List;

/** How responses over time are predicted. */
public enum TemporalMode {
  /**
   * One mapping for all bins, fitted to rows of bin and stimulus. A network that does not change
   * over time can predict the mean over time only: the test of trajectories.
   */
  SHARED("shared"),
  /** A mapping for each bin: flexible, so that it hides what changes over time in the network. */
  PER_BIN("per-bin"),
  /** One mapping whose targets are neuroids in bins, from activations that do not change. */
  FLATTENED("flattened");

  private final String key;

  TemporalMode(String key) {
    this.key = key;
  }

  /**
   * Returns the name users write.
   *
   * @return lower-case words joined by hyphens
   */
  public String key() {
    return key;
  }

  /**
   * Returns all names.
   *
   * @return the names, the default first
   */
  public static List<String> keys() {
    return Arrays.stream(values()).map(TemporalMode::key).toList();
  }
}
