// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.split;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.retrograde.api.metric.Fold;

/**
 * Parts that each have their share of every label, each scored on once (scikit-learn's
 * StratifiedKFold with shuffling).
 *
 * @param parts how many, at least 2
 * @param seed the seed of the shuffles
 */
public record StratifiedKFold(int parts, int seed) {

  /** Checks the number of parts. */
  public StratifiedKFold {
    Parts.check(parts);
  }

  /**
   * Divides.
   *
   * @param labels the label of each row; labels are taken in the order in which they first appear
   * @param <L> the type of labels
   * @return the folds; their rows are ascending
   * @throws org.retrograde.api.error.RetrogradeException if there are fewer rows than parts
   */
  public <L> List<Fold> folds(List<L> labels) {
    Parts.check(parts, labels.size());
    Strata strata = Strata.byAppearance(labels);
    int[] ordered = ordered(strata);
    RandomState random = new RandomState(seed);
    int[] partOf = new int[labels.size()];
    for (int label = 0; label < strata.members().size(); label++) {
      int[] members = strata.members().get(label);
      int[] dealt = dealt(ordered, label);
      random.shuffle(dealt);
      for (int i = 0; i < members.length; i++) {
        partOf[members[i]] = dealt[i];
      }
    }
    return Parts.folds(partOf, parts);
  }

  /** All labels' numbers, ascending. */
  private static int[] ordered(Strata strata) {
    int[] counts = strata.counts();
    return IntStream.range(0, counts.length)
        .flatMap(label -> IntStream.generate(() -> label).limit(counts[label]))
        .toArray();
  }

  /** The parts of a label's rows: the ordered rows are dealt out one part after the other. */
  private int[] dealt(int[] ordered, int label) {
    int[] dealt =
        IntStream.range(0, ordered.length)
            .filter(i -> ordered[i] == label)
            .map(i -> i % parts)
            .toArray();
    Arrays.sort(dealt);
    return dealt;
  }
}
