// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Fold;
import org.retrograde.neural.score.RowSplitter;
import org.retrograde.neural.split.GroupKFold;
import org.retrograde.neural.split.GroupedShuffle;
import org.retrograde.neural.split.KFold;
import org.retrograde.neural.split.ShuffleSplit;
import org.retrograde.neural.split.SplitSizes;
import org.retrograde.neural.split.StratifiedKFold;
import org.retrograde.neural.split.StratifiedShuffleSplit;

/**
 * Divides stimuli, with their labels spread evenly or kept together if they have some.
 *
 * @param splits how often, and into which parts
 * @param labels one a stimulus: values of the column of strata or groups
 */
record StimulusSplits(ScoreSettings.Splits splits, Optional<List<String>> labels)
    implements RowSplitter {

  private static final double HALF = 0.5;

  StimulusSplits {
    splits.groups().ifPresent(column -> requireGroups(column, splits, labels.orElseThrow()));
  }

  /** The divisions of a recording's stimuli. */
  static StimulusSplits of(ScoreSettings.Splits splits, Recording recording, List<String> stimuli) {
    return new StimulusSplits(
        splits,
        splits.strata().or(splits::groups).map(column -> recording.labels(column, stimuli)));
  }

  @Override
  public List<Fold> folds(int... rows) {
    List<Fold> places =
        splits.kind() == SplitKind.K_FOLD
            ? parts(rows)
            : shuffled(splits.count(), splits.trainShare(), splits.seed(), rows);
    places.forEach(fold -> requireTwo(fold, rows.length));
    return places.stream()
        .map(fold -> new Fold(at(fold.train(), rows), at(fold.test(), rows)))
        .toList();
  }

  /** One part to choose a layer on, and one to report on. */
  Fold halves(int stimuli) {
    return shuffled(1, HALF, splits.seed(), IntStream.range(0, stimuli).toArray()).get(0);
  }

  /** Divisions that keep groups together, as places among some rows; empty without groups. */
  Optional<List<Fold>> grouped(int count, double share, int... rows) {
    return splits.groups().map(column -> shuffled(count, share, splits.seed(), rows));
  }

  private List<Fold> shuffled(int count, double share, int seed, int... rows) {
    if (splits.groups().isPresent()) {
      return new GroupedShuffle(count, share, seed).folds(labels(rows));
    }
    SplitSizes sizes = SplitSizes.ofTrain(rows.length, share);
    return splits.strata().isPresent()
        ? stratified(new StratifiedShuffleSplit(count, sizes, seed), rows)
        : new ShuffleSplit(count, sizes, seed).folds();
  }

  /** The column may be one that the user did not name. */
  private List<Fold> stratified(StratifiedShuffleSplit split, int... rows) {
    try {
      return split.folds(labels(rows));
    } catch (RetrogradeException e) {
      Problem problem = e.problem();
      throw RetrogradeException.usage(
          new Problem(
              "stimuli stratified by " + splits.strata().orElseThrow(),
              problem.found(),
              problem.expected(),
              "give more stimuli, or stratify by a column with fewer values or by 'none'"));
    }
  }

  private List<Fold> parts(int... rows) {
    if (splits.groups().isPresent()) {
      return new GroupKFold(splits.count()).folds(labels(rows));
    }
    return labels.isPresent()
        ? new StratifiedKFold(splits.count(), splits.seed()).folds(labels(rows))
        : new KFold(splits.count(), splits.seed()).folds(rows.length);
  }

  private List<String> labels(int... rows) {
    return IntStream.of(rows).mapToObj(labels.orElseThrow()::get).toList();
  }

  /** A correlation, or a geometry, of one stimulus is not defined. */
  private static void requireTwo(Fold fold, int stimuli) {
    if (fold.test().length < 2) {
      throw RetrogradeException.usage(
          new Problem(
              "splits",
              "a division of " + stimuli + " stimuli with one to score on",
              "two or more to score on, also of each half: the layer is chosen on one half of the"
                  + " stimuli and reported on the other",
              "give more stimuli, fewer splits in k-fold, or a smaller part to fit on"));
    }
  }

  /** Each half is divided again: found out before anything is fitted. */
  private static void requireGroups(
      String column, ScoreSettings.Splits splits, List<String> labels) {
    int groups = (int) labels.stream().distinct().count();
    int least = 2 * leastGroups(splits);
    if (groups < least) {
      throw RetrogradeException.usage(
          new Problem(
              "group " + column,
              groups + " values among " + labels.size() + " stimuli",
              "at least "
                  + least
                  + ", since the layer is chosen on one half of them and reported on the other,"
                  + " and both halves are divided again",
              "group by a column with more values, or change splits or train"));
    }
  }

  private static int leastGroups(ScoreSettings.Splits splits) {
    return splits.kind() == SplitKind.K_FOLD
        ? splits.count()
        : IntStream.iterate(2, n -> n + 1)
            .filter(n -> (int) Math.floor(splits.trainShare() * n) > 0)
            .findFirst()
            .orElseThrow();
  }

  private static int[] at(int[] places, int... rows) {
    return IntStream.of(places).map(place -> rows[place]).toArray();
  }
}
