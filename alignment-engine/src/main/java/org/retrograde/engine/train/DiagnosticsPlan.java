// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.List;
import org.retrograde.api.rule.AlignmentPrimitive;

/**
 * How often a fixed batch is measured during a run.
 *
 * @param everyEpochs the number of epochs between two measurements, besides one before the first
 *     step and one after the last; 0 for none at all
 * @param primitives the primitives whose values are measured, whether or not a rule uses them
 */
public record DiagnosticsPlan(int everyEpochs, List<AlignmentPrimitive> primitives) {

  /** Copies the list and checks the count. */
  public DiagnosticsPlan {
    primitives = List.copyOf(primitives);
    if (everyEpochs < 0) {
      throw new IllegalArgumentException("a count is at least 0, found " + everyEpochs);
    }
  }

  /**
   * No measurements.
   *
   * @return the plan
   */
  public static DiagnosticsPlan never() {
    return new DiagnosticsPlan(0, List.of());
  }

  /** Whether to measure after so many epochs of a run. */
  boolean isDue(long epochs, int last) {
    return everyEpochs > 0 && (epochs % everyEpochs == 0 || epochs == last);
  }
}
