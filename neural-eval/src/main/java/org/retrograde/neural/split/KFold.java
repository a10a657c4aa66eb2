// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.split;

import java.util.Arrays;
import java.util.List;
import org.retrograde.api.metric.Fold;

/**
 * Shuffled rows in parts of nearly equal size, each scored on once (scikit-learn's KFold with
 * shuffling).
 *
 * @param parts how many, at least 2
 * @param seed the seed of the shuffle
 */
public record KFold(int parts, int seed) {

  /** Checks the number of parts. */
  public KFold {
    Parts.check(parts);
  }

  /**
   * Divides.
   *
   * @param rows how many rows there are
   * @return the folds; their rows are ascending
   * @throws org.retrograde.api.error.RetrogradeException if there are fewer rows than parts
   */
  public List<Fold> folds(int rows) {
    Parts.check(parts, rows);
    int[] order = new RandomState(seed).permutation(rows);
    int[] partOf = new int[rows];
    int from = 0;
    for (int part = 0; part < parts; part++) {
      int to = from + rows / parts + (part < rows % parts ? 1 : 0);
      int here = part;
      Arrays.stream(order, from, to).forEach(row -> partOf[row] = here);
      from = to;
    }
    return Parts.folds(partOf, parts);
  }
}
