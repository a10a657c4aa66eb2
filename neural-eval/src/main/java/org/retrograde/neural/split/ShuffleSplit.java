// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.split;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.retrograde.api.metric.Fold;

/**
 * Random divisions, each anew (scikit-learn's ShuffleSplit).
 *
 * @param splits how many, at least 1
 * @param sizes how many rows go where
 * @param seed the seed of the one {@link RandomState} of all divisions
 */
public record ShuffleSplit(int splits, SplitSizes sizes, int seed) {

  /**
   * Divides.
   *
   * @return the folds; their rows are in random order
   */
  public List<Fold> folds() {
    RandomState random = new RandomState(seed);
    return Stream.generate(() -> fold(random)).limit(splits).toList();
  }

  private Fold fold(RandomState random) {
    int[] order = random.permutation(sizes.total());
    int test = sizes.test();
    return new Fold(
        Arrays.copyOfRange(order, test, test + sizes.train()), Arrays.copyOf(order, test));
  }
}
