// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.retrograde.api.metric.Fold;

/** Divides some of the rows of the responses. */
@FunctionalInterface
public interface RowSplitter {

  /**
   * Divides.
   *
   * @param rows rows of the responses
   * @return folds of these rows
   */
  List<Fold> folds(int... rows);

  /**
   * Divides rows by dividing their places among each other.
   *
   * @param ofPlaces folds of the numbers below a count
   * @return the splitter
   */
  static RowSplitter byPlaces(IntFunction<List<Fold>> ofPlaces) {
    return rows ->
        ofPlaces.apply(rows.length).stream()
            .map(fold -> new Fold(at(fold.train(), rows), at(fold.test(), rows)))
            .toList();
  }

  private static int[] at(int[] places, int[] rows) {
    return IntStream.of(places).map(place -> rows[place]).toArray();
  }
}
