// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.retrograde.api.metric.Fold;
import org.retrograde.neural.score.RowSplitter;
import org.retrograde.neural.split.ShuffleSplit;
import org.retrograde.neural.split.SplitSizes;
import org.retrograde.neural.split.StratifiedShuffleSplit;

/**
 * Divides stimuli, evenly over their labels if they have some.
 *
 * @param splits how often, and into which parts
 * @param labels one a stimulus
 */
record StimulusSplits(ScoreSettings.Splits splits, Optional<List<String>> labels)
    implements RowSplitter {

  private static final double HALF = 0.5;

  @Override
  public List<Fold> folds(int... rows) {
    return folds(splits.count(), splits.trainShare(), rows);
  }

  /** One part to choose a layer on, and one to report on. */
  Fold halves(int stimuli) {
    return folds(1, HALF, IntStream.range(0, stimuli).toArray()).get(0);
  }

  private List<Fold> folds(int count, double share, int... rows) {
    SplitSizes sizes = SplitSizes.ofTrain(rows.length, share);
    List<Fold> places =
        labels
            .map(
                all ->
                    new StratifiedShuffleSplit(count, sizes, splits.seed())
                        .folds(IntStream.of(rows).mapToObj(all::get).toList()))
            .orElseGet(() -> new ShuffleSplit(count, sizes, splits.seed()).folds());
    List<Fold> folds = new ArrayList<>();
    for (Fold fold : places) {
      folds.add(new Fold(at(fold.train(), rows), at(fold.test(), rows)));
    }
    return folds;
  }

  private static int[] at(int[] places, int... rows) {
    return IntStream.of(places).map(place -> rows[place]).toArray();
  }
}
