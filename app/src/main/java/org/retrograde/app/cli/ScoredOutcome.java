// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.Optional;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.neural.ExperimentScores;
import org.retrograde.app.run.RunOutcome;

/**
 * What came of an experiment's runs, and of scoring them.
 *
 * @param outcome the runs
 * @param scores what was found; empty if nothing was to be scored, or scoring did not come about
 * @param unscored why it did not, and what to do; empty if it did, or was not asked for
 * @param failure the error that ended it, if one did
 */
record ScoredOutcome(
    RunOutcome outcome,
    Optional<ExperimentScores> scores,
    Optional<String> unscored,
    Optional<RetrogradeException> failure) {

  static ScoredOutcome of(RunOutcome outcome) {
    return new ScoredOutcome(outcome, Optional.empty(), Optional.empty(), Optional.empty());
  }

  static ScoredOutcome of(RunOutcome outcome, ExperimentScores scores) {
    return new ScoredOutcome(outcome, Optional.of(scores), Optional.empty(), Optional.empty());
  }

  static ScoredOutcome unscored(RunOutcome outcome, String why) {
    return new ScoredOutcome(outcome, Optional.empty(), Optional.of(why), Optional.empty());
  }

  static ScoredOutcome failed(RunOutcome outcome, String why, RetrogradeException failure) {
    return new ScoredOutcome(outcome, Optional.empty(), Optional.of(why), Optional.of(failure));
  }

  boolean hasFailed() {
    return failure.isPresent() || !outcome.failures().isEmpty();
  }
}
