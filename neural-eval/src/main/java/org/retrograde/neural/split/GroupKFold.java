// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.split;

import java.util.List;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Fold;

/**
 * Parts of nearly equal size that keep groups together, each scored on once (scikit-learn's
 * GroupKFold): the largest group goes to the part with the fewest rows, then the next. Nothing is
 * random.
 *
 * @param parts how many, at least 2
 */
public record GroupKFold(int parts) {

  /** Checks the number of parts. */
  public GroupKFold {
    Parts.check(parts);
  }

  /**
   * Divides.
   *
   * @param groups the group of each row; groups are taken in their own order
   * @param <L> the type of groups
   * @return the folds; their rows are ascending
   * @throws RetrogradeException if there are fewer groups than parts
   */
  public <L extends Comparable<L>> List<Fold> folds(List<L> groups) {
    Strata strata = Strata.sorted(groups);
    int[] counts = strata.counts();
    if (counts.length < parts) {
      throw RetrogradeException.usage(
          new Problem(
              "cross-validation",
              counts.length + " groups for " + parts + " parts",
              "at least a group for each part",
              "ask for fewer parts, or group by a finer column"));
    }
    int[] ascending = UnstableOrder.ascending(counts);
    int[] rows = new int[parts];
    int[] partOf = new int[groups.size()];
    for (int i = ascending.length - 1; i >= 0; i--) {
      int lightest = lightest(rows);
      rows[lightest] += counts[ascending[i]];
      for (int row : strata.members().get(ascending[i])) {
        partOf[row] = lightest;
      }
    }
    return Parts.folds(partOf, parts);
  }

  private static int lightest(int... rows) {
    int lightest = 0;
    for (int part = 1; part < rows.length; part++) {
      if (rows[part] < rows[lightest]) {
        lightest = part;
      }
    }
    return lightest;
  }
}
