// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;

/**
 * Which neuroids are scored: those with a response to every stimulus that the folds use, and not
 * one and the same to all.
 *
 * @param used their places
 * @param excluded the others
 */
@SuppressWarnings("ArrayRecordComponent")
record ScoredNeuroids(int[] used, List<Exclusion> excluded) {

  static ScoredNeuroids of(List<String> neuroids, List<Matrix> bins, List<Fold> folds) {
    int[] rows = rows(folds);
    List<Integer> used = new ArrayList<>();
    List<String> incomplete = new ArrayList<>();
    List<String> constant = new ArrayList<>();
    for (int j = 0; j < neuroids.size(); j++) {
      int column = j;
      if (bins.stream()
          .anyMatch(bin -> IntStream.of(rows).anyMatch(i -> isMissing(bin, i, column)))) {
        incomplete.add(neuroids.get(j));
      } else if (bins.stream().allMatch(bin -> isConstant(bin, rows, column))) {
        constant.add(neuroids.get(j));
      } else {
        used.add(j);
      }
    }
    List<Exclusion> excluded = new ArrayList<>();
    add(excluded, "no response to a stimulus", incomplete);
    add(excluded, "the same response to every stimulus", constant);
    requireAny(used, excluded);
    return new ScoredNeuroids(used.stream().mapToInt(Integer::intValue).toArray(), excluded);
  }

  private static int[] rows(Collection<Fold> folds) {
    TreeSet<Integer> rows = new TreeSet<>();
    for (Fold fold : folds) {
      IntStream.concat(IntStream.of(fold.train()), IntStream.of(fold.test())).forEach(rows::add);
    }
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }

  private static boolean isMissing(Matrix bin, int row, int column) {
    return !Double.isFinite(bin.at(row, column));
  }

  private static boolean isConstant(Matrix bin, int[] rows, int column) {
    return IntStream.of(rows).allMatch(i -> bin.at(i, column) == bin.at(rows[0], column));
  }

  private static void add(List<Exclusion> excluded, String reason, List<String> neuroids) {
    if (!neuroids.isEmpty()) {
      excluded.add(new Exclusion(reason, neuroids));
    }
  }

  private static void requireAny(List<Integer> used, List<Exclusion> excluded) {
    if (used.isEmpty()) {
      throw RetrogradeException.usage(
          new Problem(
              "neuroids",
              "none that can be scored ("
                  + String.join(
                      "; ",
                      excluded.stream()
                          .map(e -> e.neuroids().size() + " with " + e.reason())
                          .toList())
                  + ")",
              "at least one with different responses to all stimuli",
              "leave out the stimuli without responses"));
    }
  }

  Matrix of(Matrix responses) {
    Matrix result = Matrix.zeros(responses.rows(), used.length);
    for (int i = 0; i < result.rows(); i++) {
      for (int j = 0; j < used.length; j++) {
        result.set(i, j, responses.at(i, used[j]));
      }
    }
    return result;
  }

  List<String> ids(List<String> neuroids) {
    return IntStream.of(used).mapToObj(neuroids::get).toList();
  }
}
