// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.retrograde.neural.score.ScoreCost;

/**
 * Ends a scoring by an exception when it is asked to stop.
 *
 * @param observer watches meanwhile
 * @param stop tells whether to stop
 */
record StoppingObserver(NeuronObserver observer, BooleanSupplier stop) implements NeuronObserver {

  /** Throws if it is to stop. */
  void check() {
    if (stop.getAsBoolean()) {
      throw new CancellationException("the scoring was asked to stop");
    }
  }

  @Override
  public void note(String line) {
    check();
    observer.note(line);
  }

  @Override
  public void extracted(int done, int images) {
    check();
    observer.extracted(done, images);
  }

  @Override
  public void extractionEnded() {
    observer.extractionEnded();
  }

  @Override
  public void planned(String region, int layers, ScoreCost cost) {
    check();
    observer.planned(region, layers, cost);
  }

  @Override
  public void fitted(int done, int total) {
    check();
    observer.fitted(done, total);
  }

  @Override
  public void ended() {
    observer.ended();
  }
}
