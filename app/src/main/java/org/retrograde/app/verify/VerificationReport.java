// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.verify;

import java.nio.file.Path;
import java.util.List;
import org.retrograde.app.experiment.Claim;

/**
 * What came of a verification.
 *
 * @param claim the claim
 * @param folder where its runs are
 * @param entries the outcomes, in the claim's order
 */
public record VerificationReport(Claim claim, Path folder, List<EntryOutcome> entries) {

  /** The outcomes, for programs. */
  public static final String JSON = "verification.json";

  /** The outcomes, for readers. */
  public static final String MARKDOWN = "verification.md";

  /** Copies the list. */
  public VerificationReport {
    entries = List.copyOf(entries);
  }

  /**
   * Tells whether an entry failed.
   *
   * @return whether one did
   */
  public boolean hasFailed() {
    return entries.stream().anyMatch(entry -> entry.verdict() == Verdict.FAIL);
  }
}
