// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

/** Hears of progress. */
@FunctionalInterface
public interface ScoreListener {

  /**
   * A fit and its predictions are done.
   *
   * @param done how many are
   * @param total how many there will be
   */
  void fitted(int done, int total);

  /**
   * Returns one that does nothing.
   *
   * @return a listener
   */
  static ScoreListener silent() {
    return (done, total) -> {};
  }
}
