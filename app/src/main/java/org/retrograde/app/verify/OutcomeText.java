// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.verify;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.retrograde.app.verify.EntryOutcome.RateScore;

/** Outcomes in the cells of a table. */
public final class OutcomeText {

  /** The headings of the columns. */
  public static final List<String> HEADING =
      List.of("rule", "rate", "published", "best (epoch)", "last", "band", "verdict");

  private static final String UNKNOWN = "–";

  private OutcomeText() {}

  /**
   * Returns an outcome as a row.
   *
   * @param outcome the outcome
   * @return a cell for each heading
   */
  public static List<String> row(EntryOutcome outcome) {
    String reason = outcome.reason().isEmpty() ? "" : ": " + outcome.reason();
    String epoch = outcome.bestEpoch() == 0 ? "" : " (" + outcome.bestEpoch() + ")";
    return List.of(
        outcome.rule(),
        plain(outcome.rate()),
        percent(outcome.published()),
        percent(outcome.best()) + epoch,
        percent(outcome.last()),
        "+" + plain(outcome.band()),
        outcome.verdict().words() + reason);
  }

  static String search(EntryOutcome outcome) {
    if (outcome.search().isEmpty()) {
      return "- " + outcome.rule() + ": none\n";
    }
    return outcome.search().stream()
        .map(OutcomeText::score)
        .collect(Collectors.joining(", ", "- " + outcome.rule() + ": ", "\n"));
  }

  private static String score(RateScore score) {
    return plain(score.rate()) + " " + (score.diverged() ? "diverged" : percent(score.error()));
  }

  private static String percent(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : UNKNOWN;
  }

  private static String plain(double value) {
    return Double.isFinite(value) ? Trial.plain(value) : UNKNOWN;
  }
}
