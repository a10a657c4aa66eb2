// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.split;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Fold;

/**
 * Random divisions in which each label has its share of both parts (scikit-learn's
 * StratifiedShuffleSplit).
 *
 * @param splits how many, at least 1
 * @param sizes how many rows go where
 * @param seed the seed of the one {@link RandomState} of all divisions
 */
public record StratifiedShuffleSplit(int splits, SplitSizes sizes, int seed) {

  /**
   * Divides.
   *
   * @param labels the label of each row; labels are taken in their own order
   * @param <L> the type of labels
   * @return the folds; their rows are in random order
   * @throws RetrogradeException if a label has one row only, or a part has fewer rows than there
   *     are labels
   */
  public <L extends Comparable<L>> List<Fold> folds(List<L> labels) {
    if (labels.size() != sizes.total()) {
      throw new IllegalArgumentException(labels.size() + " labels of " + sizes.total() + " rows");
    }
    Strata strata = Strata.sorted(labels);
    check(strata, labels);
    RandomState random = new RandomState(seed);
    return Stream.generate(() -> fold(strata, random)).limit(splits).toList();
  }

  private <L> void check(Strata strata, List<L> all) {
    int[] rarest =
        strata.members().stream()
            .min(Comparator.comparingInt(members -> members.length))
            .orElseThrow();
    int labels = strata.members().size();
    if (rarest.length < 2 || sizes.train() < labels || sizes.test() < labels) {
      String parts = sizes.train() + " and " + sizes.test() + " rows of " + labels + " labels";
      throw RetrogradeException.usage(
          new Problem(
              "stratified split",
              parts
                  + ", the rarest, '"
                  + all.get(rarest[0])
                  + "', on "
                  + rarest.length
                  + " of them",
              "parts with a row for each label, and two rows or more of every label",
              "stratify by a coarser coordinate, or by none"));
    }
  }

  private Fold fold(Strata strata, RandomState random) {
    int[] counts = strata.counts();
    int[] train = Apportionment.draw(counts, sizes.train(), random);
    int[] left = IntStream.range(0, counts.length).map(c -> counts[c] - train[c]).toArray();
    int[] test = Apportionment.draw(left, sizes.test(), random);
    IntStream.Builder trainRows = IntStream.builder();
    IntStream.Builder testRows = IntStream.builder();
    for (int c = 0; c < counts.length; c++) {
      int[] members = random.permuted(strata.members().get(c));
      Arrays.stream(members, 0, train[c]).forEach(trainRows);
      Arrays.stream(members, train[c], train[c] + test[c]).forEach(testRows);
    }
    int[] permutedTrain = random.permuted(trainRows.build().toArray());
    return new Fold(permutedTrain, random.permuted(testRows.build().toArray()));
  }
}
