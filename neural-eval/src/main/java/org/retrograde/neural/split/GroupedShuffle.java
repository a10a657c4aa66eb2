// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.split;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.retrograde.api.metric.Fold;

/**
 * Random divisions that keep groups together, so that what is scored on shares no group, an object
 * for example, with what was fitted on (scikit-learn's GroupShuffleSplit).
 *
 * @param splits how many, at least 1
 * @param train the fraction of groups to fit on, from 0 to 1
 * @param seed the seed of the one {@link RandomState} of all divisions
 */
public record GroupedShuffle(int splits, double train, int seed) {

  /**
   * Divides.
   *
   * @param groups the group of each row; groups are taken in their own order
   * @param <L> the type of groups
   * @return the folds; their rows are ascending
   * @throws org.retrograde.api.error.RetrogradeException if there are too few groups
   */
  public <L extends Comparable<L>> List<Fold> folds(List<L> groups) {
    Strata strata = Strata.sorted(groups);
    SplitSizes sizes = SplitSizes.ofTrain(strata.members().size(), train);
    return new ShuffleSplit(splits, sizes, seed)
        .folds().stream()
            .map(fold -> new Fold(rows(strata, fold.train()), rows(strata, fold.test())))
            .toList();
  }

  private static int[] rows(Strata strata, int[] groups) {
    return Arrays.stream(groups)
        .flatMap(group -> IntStream.of(strata.members().get(group)))
        .sorted()
        .toArray();
  }
}
