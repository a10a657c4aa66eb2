// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.Optional;
import java.util.function.Predicate;
import org.apache.commons.cli.Options;
import org.retrograde.app.neural.ScoreSettings;
import org.retrograde.app.neural.SplitKind;

/** Options that say how stimuli are divided. */
final class SplitFlags {

  private static final String SPLIT = "split";
  private static final String SPLITS = "splits";
  private static final String TRAIN = "train";
  private static final String SEED = "split-seed";
  private static final String STRATIFY = "stratify";
  private static final String GROUP = "group";
  private static final String NONE = "none";
  private static final int MOST = 10_000;

  private SplitFlags() {}

  static Options addTo(Options options) {
    return options
        .addOption(
            CommonOptions.value(
                SPLIT,
                "KIND",
                "how stimuli are divided: shuffle (default: at random, each time anew) or k-fold"
                    + " (parts, each scored on once)"))
        .addOption(
            CommonOptions.value(SPLITS, "N", "divisions of the stimuli, or parts (default 10)"))
        .addOption(
            CommonOptions.value(
                TRAIN,
                "SHARE",
                "the part that is fitted on (default 0.9 for mappings, 0.5 for metrics); not with"
                    + " k-fold"))
        .addOption(
            CommonOptions.value(
                SEED, "N", "what divisions are drawn from, as scikit-learn does (default 1)"))
        .addOption(
            CommonOptions.value(
                STRATIFY,
                "COLUMN",
                "a column of the recording whose values are spread evenly, or none (default"
                    + " object_name or texture_type, if there is one)"))
        .addOption(
            CommonOptions.value(
                GROUP,
                "COLUMN",
                "a column of the recording or the stimulus set of which no value may be on both"
                    + " sides, for example of objects or backgrounds (default: none)"));
  }

  /** The settings, where {@code share} is fitted on unless the user says otherwise. */
  static ScoreSettings.Splits of(Invocation invocation, double share, Predicate<String> hasColumn) {
    SplitKind kind = kind(invocation);
    Optional<String> groups = groups(invocation);
    Optional<String> strata = strata(invocation, groups, hasColumn);
    int seed = invocation.number(SEED, 1, 0, Integer.MAX_VALUE);
    if (kind == SplitKind.K_FOLD) {
      if (invocation.has(TRAIN)) {
        throw Invocation.usage(
            "--" + TRAIN,
            "a share to fit on beside k-fold",
            "the number of parts alone: all but one of them are fitted on",
            "remove it, or divide by --" + SPLIT + " " + SplitKind.SHUFFLE.id());
      }
      return ScoreSettings.Splits.folds(
          invocation.number(SPLITS, 10, 2, MOST), seed, strata, groups);
    }
    return new ScoreSettings.Splits(
        kind,
        invocation.number(SPLITS, 10, 1, MOST),
        share(invocation, share),
        seed,
        strata,
        groups);
  }

  private static SplitKind kind(Invocation invocation) {
    String id = invocation.value(SPLIT).orElse(SplitKind.SHUFFLE.id());
    return SplitKind.of(id).orElseThrow(() -> ScoreFlags.oneOf(SPLIT, id, SplitKind.ids()));
  }

  private static Optional<String> groups(Invocation invocation) {
    return invocation.value(GROUP).filter(column -> !column.equals(NONE));
  }

  private static Optional<String> strata(
      Invocation invocation, Optional<String> groups, Predicate<String> hasColumn) {
    Optional<String> named = invocation.value(STRATIFY);
    if (named.isEmpty() && groups.isEmpty()) {
      return ScoreSettings.USUAL_STRATA.stream().filter(hasColumn).findFirst();
    }
    Optional<String> wanted = named.filter(column -> !column.equals(NONE));
    if (wanted.isPresent() && groups.isPresent()) {
      throw Invocation.usage(
          "--" + GROUP,
          "'" + groups.get() + "' beside --" + STRATIFY + " " + wanted.get(),
          "one of the two: what is kept together cannot be spread evenly",
          "remove one of them");
    }
    return wanted;
  }

  private static double share(Invocation invocation, double byDefault) {
    double share = ScoreFlags.decimal(invocation, TRAIN, byDefault, 0, 1);
    if (share == 0 || share == 1) {
      throw Invocation.usage(
          "--" + TRAIN,
          String.valueOf(share),
          "a share between 0 and 1",
          "write for example --" + TRAIN + " 0.9");
    }
    return share;
  }
}
