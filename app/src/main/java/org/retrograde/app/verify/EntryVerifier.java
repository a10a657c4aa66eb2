// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.retrograde.app.experiment.Claim;
import org.retrograde.app.experiment.ClaimEntry;
import org.retrograde.app.verify.EntryOutcome.RateScore;

/**
 * Chooses an entry's learning rate, runs its experiment and judges the result.
 *
 * @param claim the claim
 * @param plan its runs
 * @param trials runs them
 */
record EntryVerifier(Claim claim, TrialPlan plan, Trials trials) {

  private static final String STOPPED = "stopped; the same command goes on";

  EntryOutcome verify(ClaimEntry entry) {
    List<RateScore> scores = new ArrayList<>();
    for (Trial trial : plan.searches(entry)) {
      Optional<Trajectory> tried = trials.run(trial);
      if (tried.isEmpty()) {
        return EntryOutcome.notRun(entry, STOPPED, Double.NaN, scores, "");
      }
      scores.add(score(trial, tried.get()));
    }
    double rate = scores.isEmpty() ? plan.rates(entry).get(0) : best(scores).rate();
    Trial trial = plan.comparison(entry, rate);
    String folder = trials.folder(trial).toString();
    return trials
        .run(trial)
        .map(trajectory -> judged(entry, rate, trajectory, scores, folder))
        .orElseGet(() -> EntryOutcome.notRun(entry, STOPPED, rate, scores, ""));
  }

  private RateScore score(Trial trial, Trajectory trajectory) {
    double error =
        trajectory.diverged()
            ? claim.search().divergedError()
            : trajectory.meanOfLast(claim.search().lastEpochs());
    return new RateScore(trial.rate(), error, trajectory.diverged());
  }

  /** The smallest error; of equal ones the rate that stands first in the claim. */
  private static RateScore best(List<RateScore> scores) {
    return scores.stream().min(Comparator.comparingDouble(RateScore::error)).orElseThrow();
  }

  private EntryOutcome judged(
      ClaimEntry entry, double rate, Trajectory trajectory, List<RateScore> scores, String folder) {
    String reason = trajectory.diverged() ? "diverged" : "";
    Verdict verdict = Verdict.of(compared(trajectory), entry.published(), entry.band());
    if (plan.isShort(entry)) {
      verdict = Verdict.NOT_RUN;
      reason = plan.epochs(entry) + " of " + plan.claimEpochs(entry) + " epochs";
    }
    return new EntryOutcome(
        entry.label(),
        entry.published(),
        entry.band(),
        rate,
        trajectory.best(),
        trajectory.bestEpoch(),
        trajectory.last(),
        verdict,
        reason,
        scores,
        folder);
  }

  private double compared(Trajectory trajectory) {
    return switch (claim.metric()) {
      case BEST_EPOCH -> trajectory.best();
      case LAST_EPOCH -> trajectory.last();
    };
  }
}
