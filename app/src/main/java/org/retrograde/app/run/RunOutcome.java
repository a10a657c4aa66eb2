// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.util.List;
import org.retrograde.api.error.RetrogradeException;

/**
 * What came of a run or of all runs of a comparison.
 *
 * @param folder the folder, of the comparison if there were several runs
 * @param runs the runs that were begun, in order
 * @param failures why some of them failed
 */
public record RunOutcome(RunFolder folder, List<Entry> runs, List<RetrogradeException> failures) {

  /**
   * A run and its outcome.
   *
   * @param folder the run's folder
   * @param summary its outcome
   */
  public record Entry(RunFolder folder, RunSummary summary) {}

  /** Copies the lists. */
  public RunOutcome {
    runs = List.copyOf(runs);
    failures = List.copyOf(failures);
  }

  /**
   * Tells whether it ended early because it was asked to.
   *
   * @return whether any run was stopped
   */
  public boolean isStopped() {
    return runs.stream().anyMatch(run -> run.summary().isStopped());
  }
}
