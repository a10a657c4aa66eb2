// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import org.retrograde.neural.score.ScoreCost;
import org.retrograde.neural.score.ScoreListener;

/** Hears how a scoring goes. */
public interface ScoreWatcher extends ScoreListener {

  /**
   * Called before the layers of a region are scored.
   *
   * @param region the region; empty for all neuroids
   * @param layers how many layers there are
   * @param cost what it will cost, to the order of magnitude
   */
  void planned(String region, int layers, ScoreCost cost);

  /** Called when the layers of a region are scored. */
  default void ended() {}

  /**
   * A watcher that does nothing.
   *
   * @return the watcher
   */
  static ScoreWatcher silent() {
    return new ScoreWatcher() {
      @Override
      public void planned(String region, int layers, ScoreCost cost) {}

      @Override
      public void fitted(int done, int total) {}
    };
  }
}
