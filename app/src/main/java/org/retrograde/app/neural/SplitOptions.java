// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.Optional;
import java.util.function.Predicate;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.app.experiment.NeuronKeys;

/**
 * What a user asks of the divisions of stimuli.
 *
 * @param keys values of {@link NeuronKeys#splits()}, perhaps among others
 * @param names how the user wrote them
 */
record SplitOptions(Parameters keys, SettingNames names) {

  private static final String SPLIT = "split";
  private static final String SPLITS = "splits";
  private static final String TRAIN = "train";
  private static final String STRATIFY = "stratify";
  private static final String GROUP = "group";

  /** Checks what does not depend on a recording. */
  SplitOptions {
    SplitKind kind = kind(keys, names);
    if (kind == SplitKind.K_FOLD) {
      requireFolds(keys, names);
    }
    requireShare(keys, names);
    requireOneColumn(keys, names);
  }

  /**
   * Decides what was left open.
   *
   * @param usualShare the part that is fitted on if nobody says otherwise
   * @param hasColumn whether presentations have a column
   */
  ScoreSettings.Splits of(double usualShare, Predicate<String> hasColumn) {
    Optional<String> groups = column(keys, GROUP);
    Optional<String> strata =
        keys.has(STRATIFY) || groups.isPresent()
            ? column(keys, STRATIFY)
            : ScoreSettings.USUAL_STRATA.stream().filter(hasColumn).findFirst();
    int count = keys.size(SPLITS);
    int seed = keys.size("splitSeed");
    SplitKind kind = kind(keys, names);
    return kind == SplitKind.K_FOLD
        ? ScoreSettings.Splits.folds(count, seed, strata, groups)
        : new ScoreSettings.Splits(
            kind, count, keys.has(TRAIN) ? keys.decimal(TRAIN) : usualShare, seed, strata, groups);
  }

  private static SplitKind kind(Parameters keys, SettingNames names) {
    String id = keys.text(SPLIT);
    return SplitKind.of(id)
        .orElseThrow(
            () ->
                problem(
                    names.where(SPLIT),
                    "'" + id + "'",
                    "one of " + String.join(", ", SplitKind.ids()),
                    "write for example " + names.written(SPLIT, SplitKind.SHUFFLE.id())));
  }

  private static void requireFolds(Parameters keys, SettingNames names) {
    if (keys.has(TRAIN)) {
      throw problem(
          names.where(TRAIN),
          "a share to fit on beside k-fold",
          "the number of parts alone: all but one of them are fitted on",
          "remove it, or write " + names.written(SPLIT, SplitKind.SHUFFLE.id()));
    }
    if (keys.size(SPLITS) < 2) {
      throw problem(
          names.where(SPLITS),
          "'" + keys.size(SPLITS) + "'",
          "a number of parts from 2",
          "write for example " + names.written(SPLITS, "10"));
    }
  }

  private static void requireShare(Parameters keys, SettingNames names) {
    if (keys.has(TRAIN) && (keys.decimal(TRAIN) == 0 || keys.decimal(TRAIN) == 1)) {
      throw problem(
          names.where(TRAIN),
          String.valueOf(keys.decimal(TRAIN)),
          "a share between 0 and 1",
          "write for example " + names.written(TRAIN, "0.9"));
    }
  }

  private static void requireOneColumn(Parameters keys, SettingNames names) {
    Optional<String> groups = column(keys, GROUP);
    Optional<String> strata = column(keys, STRATIFY);
    if (groups.isPresent() && strata.isPresent()) {
      throw problem(
          names.where(GROUP),
          "'" + groups.get() + "' beside " + names.written(STRATIFY, strata.get()),
          "one of the two: what is kept together cannot be spread evenly",
          "remove one of them");
    }
  }

  private static Optional<String> column(Parameters keys, String key) {
    return keys.has(key)
        ? Optional.of(keys.text(key)).filter(column -> !column.equals(NeuronKeys.NONE))
        : Optional.empty();
  }

  private static RetrogradeException problem(
      String where, String found, String expected, String advice) {
    return RetrogradeException.usage(new Problem(where, found, expected, advice));
  }
}
