// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.verify;

import java.util.List;
import org.retrograde.app.experiment.ClaimEntry;

/**
 * What came of one rule of a claim. Numbers that are not known are NaN here and null in files.
 *
 * @param rule the rule's label
 * @param published the published test error in %
 * @param band by how much it may be exceeded, in points
 * @param rate the learning rate that was chosen or given
 * @param best the smallest test error of all epochs, in %
 * @param bestEpoch the first epoch that had it, from 1; 0 if there is none
 * @param last the test error after the last epoch, in %
 * @param verdict the verdict
 * @param reason why there is no comparison, or what is special about it; may be empty
 * @param search the rates that were tried, empty if the rate was given
 * @param folder the folder of the run, empty if there is none
 */
public record EntryOutcome(
    String rule,
    double published,
    double band,
    double rate,
    double best,
    int bestEpoch,
    double last,
    Verdict verdict,
    String reason,
    List<RateScore> search,
    String folder) {

  /**
   * A learning rate that was tried.
   *
   * @param rate the rate
   * @param error the mean error of the last epochs on the images held out, in %
   * @param diverged whether the run diverged, and the error was given by the claim
   */
  public record RateScore(double rate, double error, boolean diverged) {}

  /** Copies the list. */
  public EntryOutcome {
    search = List.copyOf(search);
  }

  static EntryOutcome notRun(
      ClaimEntry entry, String reason, double rate, List<RateScore> search, String folder) {
    double unknown = Double.NaN;
    return new EntryOutcome(
        entry.label(),
        entry.published(),
        entry.band(),
        rate,
        unknown,
        0,
        unknown,
        Verdict.NOT_RUN,
        reason,
        search,
        folder);
  }
}
