// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.List;

/**
 * Neuroids that are not scored.
 *
 * @param reason why, for readers
 * @param neuroids their ids, at least one
 */
public record Exclusion(String reason, List<String> neuroids) {

  /** Copies the ids. */
  public Exclusion {
    neuroids = List.copyOf(neuroids);
  }
}
